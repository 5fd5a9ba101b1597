import type { Engine } from '../engine.ts'
import type { DeviceOwner } from './device-owner.ts'
import type { DeviceState } from './device-state.ts'

/** The owner of no device, for tests of what an engine is used for. */
export function idleDevice(engine: Engine): DeviceOwner {
  const held = { engine, end: () => null }
  const state: DeviceState = {
    ...{ status: 'idle', losses: 0, reason: null, selfTest: null, memory: null },
    description: engine.description,
  }
  return {
    state: () => state,
    watch: () => undefined,
    held: () => Promise.resolve(held),
    report: () => undefined,
    isCurrent: (other) => other === held,
    distrust: () => undefined,
    tryAgain: () => Promise.resolve(state),
    measure: () => undefined,
    dispose: () => engine.dispose(),
  }
}
