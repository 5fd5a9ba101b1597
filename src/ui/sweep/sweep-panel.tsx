import { useMemo, useState } from 'react'
import { mixOf } from '../../state/mix-store.ts'
import { sweepCsv, sweepJson } from '../../state/sweep-files.ts'
import { pointAt, sweepPoints } from '../../state/sweep-reading.ts'
import type { SweepRun } from '../../state/sweep-store.ts'
import { usePictureSaving } from '../charts/svg-file.ts'
import { readInks } from '../charts/svg-source.ts'
import { ProblemNote } from '../controls/problem-note.tsx'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { describeMix } from '../describe-mix.ts'
import { whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'
import { AccuracySection } from './accuracy-section.tsx'
import { AnswersSection } from './answers-section.tsx'
import { SweepForm } from './sweep-form.tsx'
import { sweepSvg } from './sweep-svg.ts'
import { SweepTable } from './sweep-table.tsx'
import '../styles/sweep.css'

const words = en.sweep

/** One α or two over a grid: what the model answers at every point, and how often it is right. */
export default function SweepPanel() {
  const { status, run, problem } = usePart('sweep', (state) => state)
  const plain = usePart('session', ({ world }) => world.form === 'plain')
  const count = run?.count
  return (
    <div className="sweep">
      <SweepForm />
      {plain && <p className="quiet">{words.noTasks}</p>}
      <div aria-live="polite">
        {status === 'idle' && <p className="quiet">{words.idle}</p>}
        {status === 'stopped' && <p className="quiet">{words.stopped(count?.items ?? 0)}</p>}
        {problem && <ProblemNote problem={problem} />}
      </div>
      {status === 'running' && run && <Progress run={run} />}
      {run?.count && (status !== 'running' || run.count.done > 0) && <SweepResult run={run} />}
    </div>
  )
}

/** How far it is, and what it is at. */
function Progress({ run: { count, maxTokens, task } }: { readonly run: SweepRun }) {
  const now = count?.now
  return (
    <p className="progress-line">
      <progress aria-label={words.heading} {...(count && { value: count.done, max: count.total })} />
      {count && <span className="quiet">{words.progress(whole(count.done), whole(count.total))}</span>}
      <span className="quiet">
        {!now
          ? words.starting
          : now.items
            ? words.nowItems(...now.items, task?.items ?? 0, now.written)
            : words.nowPrompt(now.lanes, now.written, maxTokens)}
      </span>
    </p>
  )
}

function SweepResult({ run }: { readonly run: SweepRun }) {
  const { mix } = usePlayground()
  const stand = usePart('mix', (state) => state)
  const [asTable, setAsTable] = useState(false)
  const points = useMemo(() => sweepPoints(run), [run])
  const here = useMemo(() => pointAt(points, mixOf(stand)), [points, stand])
  const others = othersText(run)
  const { savePicture, failed } = usePictureSaving()
  const svg = () => sweepSvg(run, points, readInks())
  const shown = {
    ...{ run, points, here },
    onPick: (point: (typeof points)[number]) => mix.setMix(point.mix, 'you'),
  }
  return (
    <div className="sweep-result">
      <div className="sweep-head">
        <p className="quiet">
          {words.how} {here < 0 ? words.elsewhere : words.hereAt} {others && words.others(others)}
        </p>
        <TableSwitch checked={asTable} onChange={setAsTable} />
      </div>
      {asTable ? (
        <SweepTable run={run} points={points} />
      ) : (
        <>
          {run.task && <AccuracySection {...shown} />}
          <AnswersSection {...shown} />
        </>
      )}
      <SaveButtons
        what={words.heading}
        forms={[
          [en.inspector.csv, () => saveFile('sweep.csv', 'text/csv', sweepCsv(run))],
          [en.inspector.json, () => saveFile('sweep.json', 'application/json', sweepJson(run))],
          ...(run.task
            ? ([
                [en.inspector.svg, () => saveFile('sweep.svg', 'image/svg+xml', svg())],
                [en.inspector.png, () => savePicture('sweep.png', svg())],
              ] as const)
            : []),
        ]}
      />
      {failed && (
        <p className="quiet" role="alert">
          {en.inspector.pictureFailed}
        </p>
      )}
    </div>
  )
}

/** The α that every point has in common. */
function othersText({ mixes: [mix], first, second }: SweepRun): string {
  if (!mix) return ''
  const swept = [first.name, second?.name]
  const kept = Object.entries(mix.alpha).filter(([name]) => !swept.includes(name))
  return describeMix({ ...mix, alpha: Object.fromEntries(kept) })
}
