import type { Runtime } from '../adapt/runtime.ts'
import { AppError } from '../core/errors.ts'
import type { OpenCheckpoint } from '../model/open-checkpoint.ts'
import type { OpenedModel } from './protocol.ts'

/** What `open` leaves behind for the other calls. */
export interface OpenModel {
  readonly runtime: Runtime
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

export function createModelSlot(): ModelSlot {
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
    },
    extend(changes) {
      if (held) held = { ...held, runtime: { ...held.runtime, ...changes } }
    },
    clear,
  }
}
