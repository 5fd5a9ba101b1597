import { useState } from 'react'
import { Region } from '../controls/region.tsx'
import { Term } from '../controls/term.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useUnadaptable } from '../use-unadaptable.ts'
import { AllExperts } from './all-experts.tsx'
import { ExpertRow } from './expert-row.tsx'
import { MixModeSelect } from './mix-mode-select.tsx'
import { NoExperts } from './no-experts.tsx'
import { PresetSelect } from './preset-select.tsx'

export function ExpertsRegion() {
  const { mix } = usePlayground()
  const experts = usePart('mix', (state) => state.experts)
  const unable = useUnadaptable()
  const trainedFor = usePart('session', ({ model }) => model?.expertsFor ?? null)
  // On a phone the region is a sheet over the page's foot; there the rarer controls fold away.
  const [unfolded, setUnfolded] = useState(false)

  return (
    <Region
      heading={en.experts.heading}
      className={`experts-region${unfolded ? ' unfolded' : ''}`}
      aside={
        !unable && (
          <span className="row">
            <button
              type="button"
              className="button quiet-button sheet-toggle"
              aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
            >
              {unfolded ? en.experts.less : en.experts.more}
            </button>
            <button type="button" className="button quiet-button" onClick={() => mix.resetAll()}>
              {en.experts.resetAll}
            </button>
          </span>
        )
      }
    >
      {unable && <NoExperts why={unable} />}
      {!unable && <PresetSelect />}
      <div className="expert-list">
        {experts.map((name) => (
          <ExpertRow key={name} name={name} />
        ))}
      </div>
      {!unable && (
        <div className="foldable">
          {trainedFor && <p className="quiet">{en.experts.trainedFor(trainedFor)}</p>}
          <AllExperts />
          <MixModeSelect />
          <p className="quiet">
            <Term means={en.experts.what}>{en.experts.whatTerm}</Term>
          </p>
        </div>
      )}
    </Region>
  )
}
