import { useId } from 'react'
import { RANKINGS, type Ranking } from '../../core/inspect/strongest.ts'
import { drawnPart } from '../../state/inspector-brush-store.ts'
import type { MatrixSpectrum } from '../../state/inspector-spectrum.ts'
import { LabelledSegmented } from '../controls/segmented.tsx'
import { percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useHeldStroke } from './held-stroke.ts'

const words = en.inspector

/** What is left when only the strongest components keep their change. */
export function RankView({ part }: { readonly part: MatrixSpectrum }) {
  const { brush } = usePlayground()
  const id = useId()
  const drawing = usePart('brush', (state) => state.drawing)
  const most = usePart('brush', ({ parts }) => Math.max(1, ...parts.map(({ matrix }) => matrix.rank)))
  const { keep } = drawing
  const count = Math.min(keep?.count ?? most, most)
  const ranking = keep?.ranking ?? 'change'
  const { share } = drawnPart({ drawing }, part)
  const set = (next: number, by: Ranking): void =>
    brush.setKeep(next >= most && by === 'change' ? null : { count: next, ranking: by })
  const held = useHeldStroke()
  return (
    <div className="brush-part">
      <label htmlFor={id}>{words.rankView}</label>
      <span className="row">
        <input
          id={id}
          type="range"
          className="plain-range"
          min={0}
          max={most}
          step={1}
          value={count}
          aria-valuetext={words.rankText(count, most)}
          onChange={(event) => set(event.target.valueAsNumber, ranking)}
          {...held}
        />
        <output htmlFor={id} className="mono">
          {words.rankText(count, most)}
        </output>
      </span>
      <LabelledSegmented
        legend={words.ranking}
        value={ranking}
        onChange={(by) => {
          set(count, by)
          brush.endStroke()
        }}
        options={RANKINGS.map((value) => ({ value, label: words.rankings[value] }))}
      />
      <p className="quiet">
        {share === null ? words.rankNone : count >= most ? words.rankAll : words.rankLeft(percent(share))}
      </p>
    </div>
  )
}
