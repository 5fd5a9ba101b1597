import { ProblemNote } from '../controls/problem-note.tsx'
import { seconds, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.models

/** A dense model answers at once; this bar makes it one that experts can change. */
export function FactorBar() {
  const { factoring } = usePlayground()
  const model = usePart('session', (state) => state.model)
  const { status, progress, problem } = usePart('factoring', (state) => state)
  if (!model || model.form === 'factored') return null
  const running = status === 'running'
  const run = (): void => void factoring.run()

  return (
    <section className="factor-bar" aria-label={words.factor}>
      <div className="factor-words">
        <strong>{words.factorTitle(model.name)}</strong>
        {status === 'idle' && <p className="quiet">{words.factorWhy}</p>}
        {running && (
          <p className="progress-line">
            <progress
              aria-label={words.factorPhases.factoring}
              {...(progress && { value: progress.share })}
            />
            <span className="quiet" role="status">
              {progress && progress.phase !== 'factoring'
                ? words.factorPhases[progress.phase]
                : words.factoring(whole(progress?.done ?? 0), progress ? whole(progress.total) : '…')}
            </span>
            {progress?.phase === 'factoring' && progress.secondsLeft !== null && (
              <span className="quiet">{words.left(seconds(1000 * progress.secondsLeft))}</span>
            )}
          </p>
        )}
        {status === 'paused' && (
          <p className="quiet" role="status">
            {progress && progress.done > 0
              ? words.paused(whole(progress.done), whole(progress.total))
              : words.pausedEarly}
          </p>
        )}
      </div>
      <div className="row">
        {running ? (
          <button type="button" className="button" onClick={factoring.pause}>
            {words.pause}
          </button>
        ) : (
          <button type="button" className="button primary" onClick={run}>
            {status === 'idle' ? words.factor : status === 'paused' ? words.resume : words.tryAgain}
          </button>
        )}
        {status !== 'idle' && (
          <button type="button" className="button" onClick={() => void factoring.discard(model)}>
            {running ? words.stopAndDiscard : words.discard}
          </button>
        )}
      </div>
      {status === 'failed' && problem && <ProblemNote problem={problem} />}
    </section>
  )
}
