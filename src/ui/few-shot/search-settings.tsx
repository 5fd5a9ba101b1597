import { GRANULARITIES, SCORINGS } from '../../adapt/few-shot/options.ts'
import { NumberBox } from '../controls/number-box.tsx'
import { SeedBox } from '../controls/seed-box.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.fewShot

/** As far as the sliders go. */
const FURTHEST = 2

const within = (least: number, most: number) => (value: number) =>
  Number.isInteger(value) && value >= least && value <= most

/** Folded away: what a first visitor need not know. */
export function SearchSettings() {
  const { fewShot, settings: sampling } = usePlayground()
  const seed = usePart('settings', (state) => state.seed)
  const settings = usePart('fewShot', (state) => state.settings)
  const { population, generations, range, deviationFloor, granularity, normalise, scoring } = settings
  const [low, high] = range
  return (
    <details className="few-shot-settings">
      <summary>{words.more}</summary>
      <div className="few-shot-grid">
        <NumberBox
          label={words.population}
          value={population}
          min={4}
          max={128}
          step={4}
          range={words.populationRange}
          accepts={within(4, 128)}
          onValue={(value) => fewShot.set({ population: value })}
        />
        <NumberBox
          label={words.generations}
          value={generations}
          min={1}
          max={50}
          step={1}
          range={words.generationsRange}
          accepts={within(1, 50)}
          onValue={(value) => fewShot.set({ generations: value })}
        />
        <NumberBox
          label={words.low}
          value={low}
          min={-FURTHEST}
          max={high}
          step={0.25}
          range={words.lowRange}
          accepts={(value) => value >= -FURTHEST && value < high}
          onValue={(value) => fewShot.set({ range: [value, high] })}
        />
        <NumberBox
          label={words.high}
          value={high}
          min={low}
          max={FURTHEST}
          step={0.25}
          range={words.highRange}
          accepts={(value) => value <= FURTHEST && value > low}
          onValue={(value) => fewShot.set({ range: [low, value] })}
        />
        <NumberBox
          label={words.floor}
          value={deviationFloor}
          min={0}
          max={1}
          step={0.01}
          range={words.floorRange}
          accepts={(value) => value >= 0 && value <= 1}
          onValue={(value) => fewShot.set({ deviationFloor: value })}
        />
        <SeedBox
          label={en.engine.seed}
          value={seed}
          onValue={(value) => sampling.setState({ seed: value })}
        />
        <Choice legend={words.granularity}>
          <Segmented
            legend={words.granularity}
            options={GRANULARITIES.map((value) => ({ value, label: words.granularities[value] }))}
            value={granularity}
            onChange={(value) => fewShot.set({ granularity: value })}
          />
        </Choice>
        <Choice legend="α">
          <Segmented
            legend={words.normalise}
            options={[
              { value: 'free', label: words.free },
              { value: 'normalised', label: words.normalised },
            ]}
            value={normalise ? 'normalised' : 'free'}
            onChange={(value) => fewShot.set({ normalise: value === 'normalised' })}
          />
        </Choice>
        <Choice legend={words.scoring}>
          <Segmented
            legend={words.scoring}
            options={SCORINGS.map((value) => ({ value, label: words.scorings[value] }))}
            value={scoring}
            onChange={(value) => fewShot.set({ scoring: value })}
          />
        </Choice>
      </div>
    </details>
  )
}

function Choice({ legend, children }: { readonly legend: string; readonly children: React.ReactNode }) {
  return (
    <div className="few-shot-choice">
      <span className="quiet" aria-hidden="true">
        {legend}
      </span>
      {children}
    </div>
  )
}
