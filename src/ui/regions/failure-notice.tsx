import { DiagnosticsButton } from '../controls/diagnostics-button.tsx'
import { ProblemText } from '../controls/problem-text.tsx'
import { showKeptData } from '../kept/kept-door.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

/** The model could not be opened or was lost: what happened, what to do, and the ways on; the CPU is none without a connection. */
export function FailureNotice() {
  const { start } = usePlayground()
  const problem = usePart('session', (state) => (state.phase === 'failed' ? state.problem : null))
  if (!problem) return null

  return (
    <div className="notice is-failure" role="alert">
      <div>
        <strong>{en.engine.failedTitle}</strong>
        <ProblemText problem={problem} />
      </div>
      <div className="row">
        <button type="button" className="button primary" onClick={() => void start()}>
          {en.retry}
        </button>
        {problem.code !== 'network' && (
          <button type="button" className="button" onClick={() => void start('wasm')}>
            {en.engine.tryCpu}
          </button>
        )}
        <button type="button" className="button" onClick={showKeptData}>
          {en.kept.wayOn}
        </button>
        <DiagnosticsButton />
      </div>
    </div>
  )
}
