import { fewShot as searchMix } from '../../adapt/few-shot/few-shot.ts'
import { familyShots, writtenShot } from '../../adapt/few-shot/shots.ts'
import type { Call } from './call.ts'

/**
 * Lanes of one call of the engine: a whole population is more, but then a slider moved meanwhile would wait for
 * all of it.
 */
const BATCH = 64

export const fewShot: Call<'fewShot'> = async ({ shots, options }, { slot, signal, emit }) => {
  const chosen =
    shots.kind === 'family'
      ? familyShots(shots.family, shots.count, options.seed)
      : shots.exercises.map(writtenShot)
  return searchMix(slot.current().runtime, chosen, options, { signal, batch: BATCH, onGeneration: emit })
}
