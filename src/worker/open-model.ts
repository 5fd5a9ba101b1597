import type { Runtime } from '../adapt/runtime.ts'
import { AppError } from '../core/errors.ts'
import type { DeviceOwner } from '../engine/device-owner/device-owner.ts'
import type { DeviceState } from '../engine/device-owner/device-state.ts'
import type { OpenCheckpoint } from '../model/open-checkpoint.ts'
import type { OpenedModel } from './protocol.ts'

/** What `open` leaves behind for the other calls. */
export interface OpenModel {
  /** Its engine is the one that the owner of the device holds at the time. */
  readonly runtime: Runtime
  readonly device: DeviceOwner
  readonly opened: OpenedModel
  /** What a dense model can be factored from; null for a factored one. */
  readonly checkpoint: OpenCheckpoint | null
}

/** At most one model is open in a worker. */
export interface ModelSlot {
  /** @throws AppError `bad-input` before a model has been opened */
  current(): OpenModel
  /** Frees what was open. */
  put(model: OpenModel): void
  /** Adds to the runtime that is open; its engine goes on. */
  extend(changes: Pick<Runtime, 'experts' | 'vision'>): void
  clear(): void
}

/** @param onDevice told what becomes of the device of the model that is open */
export function createModelSlot(onDevice: (state: DeviceState) => void = () => undefined): ModelSlot {
  let held: OpenModel | null = null
  function clear(): void {
    held?.runtime.engine.dispose()
    held = null
  }
  return {
    current() {
      if (held) return held
      throw new AppError('bad-input', 'No model is open.', { advice: 'Load a model first.' })
    },
    put(model) {
      clear()
      held = model
      model.device.watch(onDevice)
      onDevice(model.device.state())
    },
    extend(changes) {
      if (held) held = { ...held, runtime: { ...held.runtime, ...changes } }
    },
    clear,
  }
}
