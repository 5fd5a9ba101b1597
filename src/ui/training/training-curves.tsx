import { useState } from 'react'
import { wilsonInterval } from '../../core/statistics.ts'
import type { TrainingRecord } from '../../state/training-record.ts'
import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { DataTable } from '../controls/data-table.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { fixed, percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { LiveCurve } from './live-curve.tsx'

const words = en.training
/** A KL that rounds to nothing is 0, not −0. */
const nats = (value: number): string => fixed(Math.max(0, value), 3)

/** Reward, KL and held-out accuracy as they come, each with its sentence. */
export function TrainingCurves({ record }: { readonly record: TrainingRecord }) {
  const [asTable, setAsTable] = useState(false)
  const { curve, heldOut, options } = record
  if (curve.length === 0 && heldOut.length === 0) return null
  const last = curve.at(-1)
  const axis = { last: options.steps, label: words.stepAxis }
  const most = Math.max(...curve.map(({ kl, anchorKl }) => Math.max(kl, anchorKl)), 0.01)
  return (
    <div className="training-curves">
      <TableSwitch checked={asTable} onChange={setAsTable} />
      <Curve
        heading={words.accuracy}
        file="held-out"
        sentence={accuracySentence(record)}
        asTable={asTable}
        columns={[words.stepColumn, words.right, words.of, words.accuracy]}
        rows={heldOut.map(({ step, right, items }) => [step, right, items, percent(right / items)])}
        exact={heldOut.map(({ step, right, items }) => [step, right, items, right / items])}
      >
        <LiveCurve
          x={axis}
          top={1}
          format={percent}
          level={heldOut[0] && { at: heldOut[0].right / heldOut[0].items, label: words.base }}
          lines={[{ points: heldOut.map(({ step, right, items }) => [step, right / items]), dots: true }]}
        />
      </Curve>
      <Curve
        heading={words.reward}
        file="reward"
        sentence={
          last
            ? words.rewardSentence(percent(curve[0]?.reward ?? 0), percent(last.reward ?? 0), last.step)
            : words.nothingYet
        }
        asTable={asTable}
        columns={[words.stepColumn, words.reward]}
        rows={curve.map(({ step, reward }) => [step, percent(reward ?? 0)])}
        exact={curve.map(({ step, reward }) => [step, reward ?? 0])}
      >
        <LiveCurve
          x={axis}
          top={1}
          format={percent}
          lines={[{ points: curve.map(({ step, reward }) => [step, reward ?? 0]) }]}
        />
      </Curve>
      <Curve
        heading={words.kl}
        file="kl"
        sentence={last ? words.klSentence(nats(last.kl), nats(last.anchorKl)) : words.nothingYet}
        asTable={asTable}
        columns={[words.stepColumn, words.klOwn, words.klOthers]}
        rows={curve.map(({ step, kl, anchorKl }) => [step, nats(kl), nats(anchorKl)])}
        exact={curve.map(({ step, kl, anchorKl }) => [step, kl, anchorKl])}
      >
        <LiveCurve
          x={axis}
          top={most}
          format={nats}
          lines={[
            { points: curve.map(({ step, kl }) => [step, kl]), label: words.klOwn },
            { points: curve.map(({ step, anchorKl }) => [step, anchorKl]), label: words.klOthers },
          ]}
        />
      </Curve>
    </div>
  )
}

function accuracySentence({ heldOut }: TrainingRecord): string {
  const [base] = heldOut
  const last = heldOut.at(-1)
  if (!base || !last) return words.notMeasured
  const { right, items, step } = last
  const [low, high] = wilsonInterval(right, items)
  const ofBase = words.accuracyBase(base.right, base.items, percent(base.right / base.items))
  if (step === 0) return `${ofBase} ${words.notMeasured}`
  return `${words.accuracySentence(right, items, percent(right / items), percent(low), percent(high), step)} ${ofBase}`
}

interface CurveProps {
  readonly heading: string
  readonly file: string
  readonly sentence: string
  readonly asTable: boolean
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** The rows as the file has them: not rounded. */
  readonly exact: readonly (readonly number[])[]
  readonly children: React.ReactNode
}

function Curve({ heading, file, sentence, asTable, columns, rows, exact, children }: CurveProps) {
  return (
    <div className="training-curve">
      <h3>{heading}</h3>
      <p className="chart-sentence">{sentence}</p>
      {asTable ? (
        <DataTable
          caption={heading}
          file={`${file}.csv`}
          columns={columns}
          rows={rows.map((cells) => ({ key: String(cells[0]), cells }))}
          csv={[columns, ...exact.map((cells) => cells.map(String))]}
        />
      ) : (
        <SavedDrawing title={heading} file={file}>
          {children}
        </SavedDrawing>
      )}
    </div>
  )
}
