import { useEffect, useState } from 'react'
import { isUnsaid, type LaneView, textOf } from '../../state/answers-store.ts'
import { TOKEN_LIMITS } from '../../state/settings-store.ts'
import { ProblemNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { useFollowed } from '../followed.ts'
import { duration, percent, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useUnadaptable } from '../use-unadaptable.ts'
import { ChoiceBars } from './choice-bars.tsx'
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
  const unable = useUnadaptable()
  const prose = usePart('session', ({ world }) => world.form !== 'tiny')
  const body = useFollowed(view.pieces.length, prose && view.status === 'streaming')
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
      <div
        className={`output-body${prose ? ' is-prose' : ''}`}
        ref={body}
        {...(prose && { role: 'group', 'aria-label': en.outputs[which], tabIndex: 0 })}
        aria-busy={!ended && !view.problem && phase !== 'failed' && !(which === 'adapted' && unable)}
      >
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
            {view.status === 'done' ? (
              view.finished ? (
                en.outputs.nothing
              ) : isUnsaid(view) ? (
                en.outputs.unsaid
              ) : (
                en.outputs.wordless
              )
            ) : phase === 'ready' ? (
              which === 'adapted' && unable ? (
                { dense: en.models.adaptedDense, none: en.models.adaptedNone }[unable]
              ) : (
                <Thinking view={view} />
              )
            ) : phase === 'failed' ? (
              en.outputs.notComputed
            ) : (
              en.outputs.waiting
            )}
          </p>
        )}
        {!empty && (
          <TokenRun
            pieces={view.pieces}
            stale={view.stale}
            changed={ended ? changed : NONE}
            change={which === 'base' ? 'del' : 'ins'}
            chips={chips}
            prose={prose}
            streaming={!ended}
          />
        )}
      </div>
      {!view.problem && <ChoiceBars which={which} />}
      <div className="output-foot">
        {ended && !view.problem && !isUnsaid(view) && <Verdict text={textOf(view)} />}
        {!view.problem && !empty && view.status === 'waiting' && phase === 'ready' && (
          <span className="quiet">
            <Thinking view={view} lateOnly />
          </span>
        )}
        {!view.problem && <Length view={view} />}
      </div>
    </Region>
  )
}

interface ThinkingProps {
  readonly view: LaneView
  /** Nothing is said of a wait that is soon over: an answer before it still stands there. */
  readonly lateOnly?: boolean
}

/**
 * A large model may take minutes to read a prompt where there is no GPU: that it goes on is told by the clock, and by how far it
 * is where the engine tells.
 */
function Thinking({ view: { status: since, read }, lateOnly = false }: ThinkingProps) {
  const [spent, setSpent] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state of the answer begins another wait
  useEffect(() => {
    const begun = performance.now()
    setSpent(0)
    const timer = setInterval(() => setSpent(performance.now() - begun), 1000)
    return () => clearInterval(timer)
  }, [since])
  if (spent <= WORTH_COUNTING_MS) return lateOnly ? null : en.outputs.thinking
  const time = duration(spent)
  return read === null ? en.outputs.reading(time) : en.outputs.readingShare(percent(read), time)
}

const WORTH_COUNTING_MS = 3000

/** How long the answer is and took, and the way on where it did not end by itself. */
function Length({ view: { status, pieces, ids, finished, stopped, timing } }: { readonly view: LaneView }) {
  const { settings, refresh } = usePlayground()
  const limit = usePart('settings', (state) => state.maxTokens)
  const longer = TOKEN_LIMITS.find((next) => next > limit)
  const done = status === 'done'
  const cut = done && !finished && !stopped
  const said = !done
    ? en.outputs.tokenCount
    : stopped
      ? en.outputs.stopped
      : cut
        ? en.outputs.cut
        : en.outputs.tokenCount
  // A short answer needs no stop watch while it is being written.
  if (!done && !(status === 'streaming' && timing && timing.lastMs > WORTH_TELLING_MS)) return null
  return (
    <>
      <span className="quiet">
        {[said(cut ? ids.length : pieces.length), timing && duration(timing.lastMs)]
          .filter(Boolean)
          .join(', ')}
      </span>
      {cut && longer && (
        <button
          type="button"
          className="button mini"
          onClick={() => settings.setState({ maxTokens: longer })}
        >
          {en.outputs.longer(whole(longer))}
        </button>
      )}
      {done && stopped && (
        <button type="button" className="button mini" onClick={refresh}>
          {en.outputs.again}
        </button>
      )}
    </>
  )
}

const WORTH_TELLING_MS = 600

const NONE: ReadonlySet<number> = new Set()
