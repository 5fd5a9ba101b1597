import { CLASSIFIER } from '../../adapt/dispatch.ts'
import { BASE_MIX, promptIdsOf, scalesForMix } from '../../adapt/runtime.ts'
import { AppError } from '../../core/errors.ts'
import { median } from '../../core/statistics.ts'
import type { Lane } from '../../engine/engine.ts'
import { testItems } from '../../tasks/families.ts'
import type { Call } from './call.ts'

const ROUNDS = 5

/** Decoding time of one lane and of many in turn, after one round that does not count; medians. */
export const bench: Call<'bench'> = async ({ lanes: count, tokens }, { slot, signal }) => {
  if (tokens < 2) throw new AppError('bad-input', 'The bench needs at least two tokens.')
  const { runtime } = slot.current()
  const ids = promptIdsOf(runtime, testItems('math', 1, 1)[0]?.prompt ?? 'what is 2 plus 2 ?')
  const names = [...runtime.experts.keys()].filter((name) => name !== CLASSIFIER)
  const mixes = [BASE_MIX, ...names.map((name) => ({ mode: 'blend' as const, alpha: { [name]: 1 } }))]
  const scales = mixes.map((mix) => scalesForMix(runtime, mix))
  const lanes = Array.from({ length: count }, (_, lane): Lane => {
    return { ids, scales: scales[lane % scales.length] ?? new Float32Array() }
  })
  const decodeMs = async (batch: readonly Lane[]): Promise<number> => {
    const { ms } = await runtime.engine.generate(batch, { maxTokens: tokens, stopIds: [], signal })
    return ms.decode
  }
  const one: number[] = []
  const many: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const times = [await decodeMs(lanes.slice(0, 1)), await decodeMs(lanes)] as const
    if (round === 0) continue
    one.push(times[0])
    many.push(times[1])
  }
  return { oneLaneMs: median(one), manyLanesMs: median(many), lanes: count }
}
