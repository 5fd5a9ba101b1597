import type { ModelClient } from '../worker/protocol.ts'
import type { MixStore } from './mix-store.ts'
import type { SessionStore } from './session-store.ts'
import { createSweepStore, type SweepStore } from './sweep-store.ts'

/** A sweep over the experts that have sliders, of whatever model is open. */
export function createSweep(
  client: ModelClient,
  { session, mix }: { readonly session: SessionStore; readonly mix: MixStore },
): SweepStore {
  const sweep = createSweepStore(client)
  sweep.experts(mix.getState().experts)
  session.subscribe(({ model, world }, before) => {
    if (model !== before.model) sweep.adopt(world.form)
  })
  mix.subscribe(({ experts }, before) => {
    if (experts !== before.experts) sweep.experts(experts)
  })
  return sweep
}
