import { megabytes } from '../format.ts'
import { en } from '../messages/en.ts'
import { NotAhead } from '../not-ahead.tsx'
import { usePart, usePlayground } from '../playground-context.tsx'

/** What is being waited for, how much of it, and the way out. */
export function LoadingStatus() {
  const { session } = usePlayground()
  const { phase, loadedBytes, totalBytes } = usePart('session', (state) => state)
  if (phase === 'ready') return null
  if (phase === 'failed') {
    return <p className="loading">{en.phases.failed}</p>
  }
  return (
    <p className="loading">
      <span role="status">{en.phases[phase]}</span>
      {phase === 'downloading' && totalBytes > 0 && (
        <progress
          aria-label={en.phases.downloading}
          value={Math.min(loadedBytes, totalBytes)}
          max={totalBytes}
        />
      )}
      {phase === 'downloading' && (
        <span className="bar-value">
          {totalBytes > 0
            ? en.engine.progress(megabytes(Math.min(loadedBytes, totalBytes)), megabytes(totalBytes))
            : en.engine.progressUnknown(megabytes(loadedBytes))}
        </span>
      )}
      <button type="button" className="button mini" onClick={session.cancelOpen}>
        {en.cancel}
      </button>
      <NotAhead going={phase === 'downloading'} bytes={loadedBytes} />
    </p>
  )
}
