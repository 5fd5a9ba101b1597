import { megabytes, seconds } from '../format.ts'
import { useLasting } from '../lasting.ts'
import { en } from '../messages/en.ts'
import { NotAhead } from '../not-ahead.tsx'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useThrottled } from '../throttled.ts'

/** What is over sooner needs no time left, and a speed is not to be trusted before. */
const LONG_MS = 3000

/** What is being waited for, how much of it, how much longer, and the way out. */
export function LoadingStatus() {
  const { session } = usePlayground()
  const { phase, loadedBytes, totalBytes } = usePart('session', (state) => state)
  if (phase === 'ready') return null
  if (phase === 'failed') {
    return <p className="loading">{en.phases.failed}</p>
  }
  const comes = phase === 'downloading' || phase === 'downloading-engine'
  const loaded = Math.min(loadedBytes, totalBytes)
  return (
    <p className="loading">
      <span role="status">{en.phases[phase]}</span>
      {comes && totalBytes > 0 && <progress aria-label={en.phases[phase]} value={loaded} max={totalBytes} />}
      {comes && (
        <span className="bar-value">
          {totalBytes > 0
            ? en.engine.progress(megabytes(loaded), megabytes(totalBytes))
            : en.engine.progressUnknown(megabytes(loadedBytes))}
          <TimeLeft key={phase} />
        </span>
      )}
      <button type="button" className="button mini" onClick={session.cancelOpen}>
        {en.cancel}
      </button>
      <NotAhead going={comes} bytes={loadedBytes} />
    </p>
  )
}

/** Of a download that has gone on for a while; a new number at most once a second. */
function TimeLeft() {
  const left = usePart('session', ({ secondsLeft }) => secondsLeft && Math.ceil(secondsLeft))
  const shown = useThrottled(left, 1000)
  const isLong = useLasting(true, LONG_MS)
  if (!isLong || !shown) return null
  return <span className="time-left">{en.models.left(seconds(1000 * shown))}</span>
}
