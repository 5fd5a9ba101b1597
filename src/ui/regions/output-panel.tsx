import { type LaneView, textOf } from '../../state/answers-store.ts'
import { ProblemNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { TokenRun } from './token-run.tsx'
import { Verdict } from './verdict.tsx'

interface OutputPanelProps {
  readonly which: 'base' | 'adapted'
  readonly view: LaneView
  readonly changed: ReadonlySet<number>
  readonly chips: boolean
  /** What this output was made with, in words. */
  readonly note: string
}

export function OutputPanel({ which, view, changed, chips, note }: OutputPanelProps) {
  const { refresh } = usePlayground()
  const phase = usePart('session', (state) => state.phase)
  const ended = view.status === 'done' || view.status === 'measured'
  const empty = view.pieces.length === 0 && view.stale.length === 0

  return (
    <Region
      heading={en.outputs[which]}
      className={`output-region output-${which}`}
      aside={
        <span className="output-note">
          {view.status === 'measured' ? (
            <span className="badge">
              {phase === 'failed' ? en.outputs.measuredIdle : en.outputs.measured}
            </span>
          ) : (
            note
          )}
        </span>
      }
    >
      <div className="output-body" aria-busy={!ended && !view.problem}>
        {view.problem && (
          <ProblemNote problem={view.problem}>
            {view.problem.code !== 'bad-mix' && (
              <button type="button" className="button" onClick={refresh}>
                {en.retry}
              </button>
            )}
          </ProblemNote>
        )}
        {!view.problem && empty && (
          <p className="quiet">
            {view.status === 'done'
              ? en.outputs.nothing
              : phase === 'ready'
                ? en.outputs.thinking
                : phase === 'failed'
                  ? en.outputs.notComputed
                  : en.outputs.waiting}
          </p>
        )}
        {!empty && (
          <TokenRun
            pieces={view.pieces}
            stale={view.stale}
            changed={ended ? changed : NONE}
            change={which === 'base' ? 'del' : 'ins'}
            chips={chips}
            streaming={!ended}
          />
        )}
      </div>
      <div className="output-foot">
        {ended && !view.problem && <Verdict text={textOf(view)} />}
        {view.status === 'done' && !view.finished && !view.problem && (
          <span className="quiet">{en.outputs.cut(view.pieces.length)}</span>
        )}
      </div>
    </Region>
  )
}

const NONE: ReadonlySet<number> = new Set()
