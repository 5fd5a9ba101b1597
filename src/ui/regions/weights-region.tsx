import { type CSSProperties, useState } from 'react'
import { ALPHA_MAX, ALPHA_MIN, type MixState } from '../../state/mix-store.ts'
import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { DataTable } from '../controls/data-table.tsx'
import { ExpertMark } from '../controls/expert-mark.tsx'
import { Region } from '../controls/region.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { useThrottled } from '../throttled.ts'
import { useUnadaptableText } from '../use-unadaptable.ts'

function sentenceOf({ experts, alpha, setBy }: MixState): string {
  const parts = experts
    .filter((name) => alpha[name])
    .map((name) => en.weights.part(name, alphaText(alpha[name] ?? 0), en.setBy[setBy[name] ?? 'start']))
  return parts.length === 0 ? en.weights.zero : en.weights.sentence(parts.join('; '))
}

/** The α that are applied now, as signed bars, and who set them. */
export function WeightsRegion() {
  const state = usePart('mix', (mix) => mix)
  const [asTable, setAsTable] = useState(false)
  const sentence = useThrottled(sentenceOf(state), 1000)
  const unable = useUnadaptableText(en.models.weightsNone)
  if (unable) {
    return (
      <Region heading={en.weights.heading} className="weights-region">
        <p className="quiet">{unable}</p>
      </Region>
    )
  }

  return (
    <Region
      heading={en.weights.heading}
      className="weights-region"
      aside={<TableSwitch checked={asTable} onChange={setAsTable} />}
    >
      <p className="chart-sentence" aria-live="polite">
        {sentence}
      </p>
      {asTable ? (
        <DataTable
          caption={en.weights.heading}
          file="weights.csv"
          columns={[en.weights.expert, en.weights.alpha, en.weights.by]}
          rows={state.experts.map((name) => ({
            key: name,
            cells: [name, alphaText(state.alpha[name] ?? 0), en.setBy[state.setBy[name] ?? 'start']],
          }))}
        />
      ) : (
        <SavedDrawing title={en.weights.heading} file="weights">
          <div className="weights-chart" aria-hidden="true">
            {state.experts.map((name) => (
              <WeightBar
                key={name}
                name={name}
                alpha={state.alpha[name] ?? 0}
                by={en.setBy[state.setBy[name] ?? 'start']}
              />
            ))}
            <div className="weights-axis">
              {[ALPHA_MIN, 0, 1, ALPHA_MAX].map((tick) => (
                <span key={tick} style={{ '--at': place(tick) } as CSSProperties}>
                  {tick < 0 ? `−${-tick}` : tick}
                </span>
              ))}
            </div>
          </div>
        </SavedDrawing>
      )}
    </Region>
  )
}

function place(alpha: number): number {
  return (alpha - ALPHA_MIN) / (ALPHA_MAX - ALPHA_MIN)
}

function WeightBar({
  name,
  alpha,
  by,
}: {
  readonly name: string
  readonly alpha: number
  readonly by: string
}) {
  const from = Math.min(place(0), place(alpha))
  const to = Math.max(place(0), place(alpha))
  return (
    <div className="weight" data-expert={name}>
      <span className="weight-name">
        <ExpertMark name={name} />
        {name}
      </span>
      <span className="weight-track" style={{ '--fill-from': from, '--fill-to': to } as CSSProperties}>
        <span className="weight-fill" />
      </span>
      <span className="weight-value">{alphaText(alpha)}</span>
      <span className="weight-by">{by}</span>
    </div>
  )
}
