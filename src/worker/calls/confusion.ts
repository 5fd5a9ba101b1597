import { confusionMatrix } from '../../adapt/confusion.ts'
import type { Call } from './call.ts'

/** Small, so that a slider moved meanwhile waits for one batch and not for the whole run. */
const BATCH = 16

export const confusion: Call<'confusion'> = async (request, { slot, signal, emit }) =>
  confusionMatrix(slot.current().runtime, { ...request, batch: BATCH, signal, onProgress: emit })
