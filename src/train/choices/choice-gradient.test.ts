import { describe, expect, it } from 'vitest'
import { baseScales } from '../../core/mixing.ts'
import { createPrng } from '../../core/prng.ts'
import { logSoftmax } from '../../core/softmax.ts'
import { nodeRuntime } from '../../engine/ort/node.ts'
import type { OrtRuntime } from '../../engine/ort/runtime.ts'
import { referenceLogits } from '../../engine/reference.ts'
import { referenceLogProbs } from '../../engine/reference-log-probs.fixture.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { createChoiceGradients } from './choice-gradient.ts'
import { type EncodedChoices, foldChoices } from './fold-choices.ts'

const model = randomModel({ ...SMALL_CONFIG, vocab_size: 40 }, 8)
const prng = createPrng(2)
const base = baseScales(model.adapted)
const scales = base.map((s) => s * (0.8 + 0.4 * prng.uniform()))
const KL_WEIGHT = 0.3

/** One token a choice; choices that share a beginning; choices of other lengths, and one fewer. */
const EXERCISES: readonly EncodedChoices[] = [
  { promptIds: [5, 9, 1, 30], choices: [[2], [17], [3], [11]], label: 1 },
  { promptIds: [7, 8], choices: [[4, 6], [4, 12], [13, 6], [14]], label: 2 },
  { promptIds: [7, 8, 20, 21, 22, 23], choices: [[4, 6, 9], [4, 6], [2]], label: 0 },
]

/** log p of every token after `ids`. */
function nextLogProbs(at: ArrayLike<number>, ids: readonly number[]): Float64Array {
  return logSoftmax(referenceLogits(model, at, ids).at(-1) ?? [])
}

/** `klWeight KL − J` by the float64 reference, choice by choice and place by place, nothing shared. */
function loss(at: ArrayLike<number>): { loss: number; right: number[]; kl: number } {
  const right: number[] = []
  let kl = 0
  for (const { promptIds, choices, label } of EXERCISES) {
    const likelihoods = choices.map((choice) =>
      referenceLogProbs(model, { ids: promptIds, scales: at }, choice).reduce((sum, p) => sum + p, 0),
    )
    const shares = likelihoods.map(Math.exp)
    right.push((shares[label] ?? 0) / shares.reduce((sum, share) => sum + share, 0))
    const places = new Set(choices.flatMap((choice) => choice.map((_, t) => choice.slice(0, t).join())))
    for (const place of places) {
      const ids = [...promptIds, ...(place === '' ? [] : place.split(',').map(Number))]
      const [now, before] = [nextLogProbs(at, ids), nextLogProbs(base, ids)]
      const divergence = now.reduce((sum, p, id) => sum + Math.exp(p) * (p - (before[id] ?? 0)), 0)
      kl += divergence / places.size / EXERCISES.length
    }
  }
  const reward = right.reduce((sum, p) => sum + p, 0) / EXERCISES.length
  return { loss: KL_WEIGHT * kl - reward, right, kl }
}

describe('exact policy gradient over choices', () => {
  it.each([10_000, 1])(
    'agrees with finite differences of the float64 reference, in runs of %s tokens',
    async (runTokens) => {
      const gradients = await createChoiceGradients(nodeRuntime, model, { runTokens })
      const result = await gradients.gradient(EXERCISES, scales, base, KL_WEIGHT)
      await gradients.dispose()
      const expected = loss(scales)
      result.right.forEach((p, index) => {
        expect(p).toBeCloseTo(expected.right[index] ?? Number.NaN, 5)
      })
      expect(result.kl).toBeCloseTo(expected.kl, 5)
      for (const module of model.adapted.filter(({ layer }) => layer === 0)) {
        for (const index of [0, module.rank - 1]) {
          const at = module.scaleOffset + index
          const moved = (step: number) =>
            loss(Float64Array.from(scales, (s, i) => (i === at ? s + step : s))).loss
          const slope = (moved(1e-4) - moved(-1e-4)) / 2e-4
          expect(Math.abs((result.dScales[at] ?? 0) - slope)).toBeLessThan(
            1e-4 * Math.max(0.1, Math.abs(slope)),
          )
        }
      }
    },
  )
})

describe('runs of the graph', () => {
  /** `[sequences, tokens]` of each run for gradients, padding included. */
  async function fed(exercises: readonly EncodedChoices[], runTokens: number) {
    const shapes: (readonly number[])[] = []
    const ort: OrtRuntime = {
      ...nodeRuntime,
      InferenceSession: {
        create: async (graph, options) => {
          const session = await nodeRuntime.InferenceSession.create(graph, options)
          return {
            ...session,
            run: (feeds) => {
              if (feeds.rewards) shapes.push(feeds.input_ids?.dims ?? [])
              return session.run(feeds)
            },
          }
        },
      },
    }
    const gradients = await createChoiceGradients(ort, model, { runTokens })
    const { right } = await gradients.gradient(exercises, scales, base, KL_WEIGHT)
    await gradients.dispose()
    expect(right.every((p) => p > 0 && p < 1)).toBe(true)
    return shapes
  }
  const prompt = (length: number): EncodedChoices => ({
    ...{ promptIds: Array.from({ length }, (_, t) => 1 + (t % 30)), choices: [[2], [17]], label: 1 },
  })

  it('hold as many exercises of like length as the limit allows with their padding, and one at least', async () => {
    const exercises = [9, 3, 2, 40, 3, 10, 4].map(prompt)
    expect(await fed(exercises, 20)).toEqual([
      [4, 4],
      [2, 10],
      [1, 40],
    ])
    expect(await fed([EXERCISES[1]!, prompt(2)], 8)).toEqual([
      [2, 3],
      [1, 2],
    ])
  })
})

describe('foldChoices', () => {
  it('reads one sequence where choices have one token, and no more than they need otherwise', () => {
    expect(foldChoices(EXERCISES.slice(0, 1)).sequences).toEqual([[5, 9, 1, 30]])
    const { sequences, rows } = foldChoices(EXERCISES.slice(1, 2))
    expect(sequences).toEqual([
      [7, 8, 4],
      [7, 8, 13],
    ])
    // 4, 13 and 14 after the prompt; 6 and 12 after 4; 6 after 13.
    expect(rows).toHaveLength(6)
    expect(rows.filter(({ isFirst }) => isFirst)).toHaveLength(3)
    // A choice that another goes on from needs no sequence, whichever comes first.
    const shortFirst = [{ promptIds: [7], choices: [[4, 6], [4, 6, 9], [2]], label: 0 }]
    expect(foldChoices(shortFirst).sequences).toEqual([[7, 4, 6]])
  })
})
