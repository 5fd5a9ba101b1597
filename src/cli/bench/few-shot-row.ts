import { CLASSIFIER } from '../../adapt/dispatch.ts'
import { scoreCandidates } from '../../adapt/few-shot/score.ts'
import { familyShots } from '../../adapt/few-shot/shots.ts'
import { scalesForMix } from '../../adapt/runtime.ts'
import { AppError } from '../../core/errors.ts'
import { createPrng } from '../../core/prng.ts'
import type { BenchRow } from '../report/results.ts'
import { interleaved } from './interleaved.ts'
import type { BenchContext } from './node-rows.ts'

const CANDIDATES = 32
const SHOTS = 10
const ROUNDS = 3

/**
 * A generation of few-shot adaptation: the whole population as one batch of lanes against one candidate at a time,
 * each example after the other, as an engine without lanes must.
 * @throws AppError `numeric` if the two do not score alike
 */
export async function fewShotRow({ session, seed, signal }: BenchContext): Promise<BenchRow> {
  const prng = createPrng(seed)
  const names = [...session.experts.keys()].filter((name) => name !== CLASSIFIER)
  const candidates = Array.from({ length: CANDIDATES }, () => {
    const alpha = Object.fromEntries(names.map((name) => [name, prng.uniform()]))
    return scalesForMix(session, { mode: 'blend', alpha })
  })
  const shots = familyShots('math-hard', SHOTS, seed)
  const options = { scoring: 'exact', maxTokens: 48, signal } as const
  const scores = { together: [] as number[], apart: [] as number[], each: 0 }

  async function together(): Promise<void> {
    scores.together = (await scoreCandidates(session, candidates, shots, options)).map(({ score }) => score)
  }
  async function apart(): Promise<void> {
    scores.apart = []
    for (const candidate of candidates) {
      let right = 0
      for (const shot of shots) {
        const [fitness] = await scoreCandidates(session, [candidate], [shot], options)
        right += fitness?.score ?? 0
      }
      scores.apart.push(right / shots.length)
    }
  }
  const started = performance.now()
  for (const candidate of candidates) await scoreCandidates(session, [candidate], shots, options)
  scores.each = performance.now() - started
  const ms = await interleaved(ROUNDS, together, apart, signal)
  if (scores.together.some((score, index) => Math.abs(score - (scores.apart[index] ?? -1)) > 1e-9)) {
    throw new AppError('numeric', 'A batch of candidates scores otherwise than its candidates alone.')
  }
  return {
    name: 'few-shot generation in Node',
    ours: ms.a,
    peer: ms.b,
    peerName: 'one candidate and example at a time',
    unit: 'ms',
    ratio: ms.b / ms.a,
    note: `${CANDIDATES} candidates × ${SHOTS} examples, equal scores; a candidate's examples as one small batch: ${scores.each.toFixed(0)} ms`,
  }
}
