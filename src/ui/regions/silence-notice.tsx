import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

/** The model's worker says nothing for too long: what that may mean, another worker, or more time for this one. */
export function SilenceNotice() {
  const { session } = usePlayground()
  const silence = usePart('session', (state) => state.silence)
  if (!silence) return null
  return (
    <div className="notice" role="alert">
      <div>
        <strong>{en.device.silence[silence]}</strong>
        <p>{en.device.restartKeeps}</p>
      </div>
      <div className="row">
        <button type="button" className="button primary" onClick={session.restartWorker}>
          {en.device.restart}
        </button>
        <button type="button" className="button" onClick={session.keepWaiting}>
          {en.device.keepWaiting}
        </button>
      </div>
    </div>
  )
}
