import type { BackendChoice, ModelClient } from '../worker/protocol.ts'
import { problemOf } from './problem.ts'
import type { SessionStore } from './session-store.ts'

/** A worker that stops again so soon would stop a third time; one that hangs is noticed after minutes. */
const SOON_MS = 600_000

/**
 * Opens again what was open in a worker that has stopped: once as it was, the next time on the CPU, and after that the
 * visitor is asked.
 * @param restart as `SessionStore.reopen`, with everything around the model
 */
export function recoverWorker(
  client: ModelClient,
  session: SessionStore,
  restart: (backend: BackendChoice, because: string | null) => Promise<void>,
  now: () => number = () => performance.now(),
): void {
  let stops: readonly number[] = []
  client.listen((news) => {
    if (news.type !== 'worker-lost') return
    const { phase, engine } = session.getState()
    // An opening that is under way tells of it by itself.
    if (phase !== 'ready') return
    stops = [...stops.filter((at) => now() - at < SOON_MS), now()]
    const onCpu = engine?.backend === 'wasm' && engine.fallbackReason === null
    if (stops.length > 2 || (stops.length > 1 && onCpu)) session.lose(problemOf(news.error))
    else if (stops.length > 1) void restart('wasm', news.error.message)
    else void restart(onCpu ? 'wasm' : 'auto', null)
  })
}
