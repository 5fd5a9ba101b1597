import { fewShot as searchMix } from '../../adapt/few-shot/few-shot.ts'
import { chatShots, familyShots, type Shot, writtenShot } from '../../adapt/few-shot/shots.ts'
import { isChatFamily } from '../../tasks/natural/chat-families.ts'
import type { ShotSource } from '../protocol.ts'
import type { Call } from './call.ts'

/**
 * Lanes of one call of the engine: a whole population is more, but then a slider moved meanwhile would wait for
 * all of it.
 */
const BATCH = 64

export const fewShot: Call<'fewShot'> = async ({ shots, options }, { slot, signal, emit }) =>
  searchMix(slot.current().runtime, shotsFrom(shots, options.seed), options, {
    ...{ signal, batch: BATCH, onGeneration: emit, onAnswers: emit },
  })

function shotsFrom(shots: ShotSource, seed: number): Shot[] {
  if (shots.kind === 'written') return shots.exercises.map(writtenShot)
  const { family, count } = shots
  return isChatFamily(family) ? chatShots(family, count, seed) : familyShots(family, count, seed)
}
