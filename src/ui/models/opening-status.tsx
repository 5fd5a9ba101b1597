import { ProblemNote } from '../controls/problem-note.tsx'
import { bytesText, seconds } from '../format.ts'
import { en } from '../messages/en.ts'
import { NotAhead } from '../not-ahead.tsx'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.models

/** What an opening is doing, how far it is, and the way out; or why it failed, and the way on. */
export function OpeningStatus() {
  const { models } = usePlayground()
  const opening = usePart('models', (state) => state.opening)
  const failed = usePart('models', (state) => state.failed)
  const stays = usePart('session', (state) => state.phase === 'ready')
  if (opening) {
    const { phase, loadedBytes, totalBytes, bytesPerSecond, secondsLeft } = opening.progress ?? START
    return (
      <div className="opening">
        <p className="opening-line">
          <strong role="status">{en.phases[phase]}</strong>
          <button type="button" className="button" onClick={models.cancel}>
            {en.cancel}
          </button>
        </p>
        <progress
          aria-label={en.phases[phase]}
          {...(totalBytes > 0 && { value: Math.min(loadedBytes, totalBytes), max: totalBytes })}
        />
        <p className="quiet opening-numbers">
          {totalBytes > 0 && <span>{words.ofBytes(bytesText(loadedBytes), bytesText(totalBytes))}</span>}
          {bytesPerSecond !== null && <span>{words.speed(bytesText(bytesPerSecond))}</span>}
          {secondsLeft !== null && <span>{words.left(seconds(1000 * secondsLeft))}</span>}
        </p>
        <NotAhead going={phase === 'downloading' || phase === 'downloading-engine'} bytes={loadedBytes} />
      </div>
    )
  }
  if (!failed) return null
  const again = (
    <button type="button" className="button" onClick={() => void models.open(failed.source)}>
      {failed.problem ? words.tryAgain : words.resume}
    </button>
  )
  return failed.problem ? (
    <ProblemNote problem={failed.problem}>
      {stays && <p>{words.stays}</p>}
      {again}
    </ProblemNote>
  ) : (
    <p className="notice">
      {words.cancelled[failed.source.kind]} {again}
    </p>
  )
}

const START = {
  phase: 'checking',
  loadedBytes: 0,
  totalBytes: 0,
  bytesPerSecond: null,
  secondsLeft: null,
} as const
