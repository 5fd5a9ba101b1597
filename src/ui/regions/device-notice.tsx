import { Told } from '../controls/told.tsx'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { TryDeviceButton } from './try-device-button.tsx'

/** What became of a graphics device that went away while the page was used. */
export function DeviceNotice() {
  const device = usePart('session', (state) => (state.phase === 'ready' ? state.device : null))
  if (!device || device.losses === 0 || device.status === 'ready' || device.status === 'idle') return null
  const isBack = device.status !== 'blocked'
  return (
    <div className="notice" role="status">
      <div>
        {!isBack && (
          <strong>
            <Told text={device.reason ?? ''} />
          </strong>
        )}
        <p>{isBack ? en.device.again : en.device.onCpu}</p>
      </div>
      {!isBack && <TryDeviceButton />}
    </div>
  )
}
