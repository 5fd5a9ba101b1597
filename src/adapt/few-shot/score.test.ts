import { describe, expect, it } from 'vitest'
import { logSoftmax } from '../../core/softmax.ts'
import type { Lane } from '../../engine/engine.ts'
import { scalesForMix } from '../runtime.ts'
import { scriptedRuntime } from '../scripted-runtime.fixture.ts'
import { lanesThatFit } from './lanes-that-fit.ts'
import { elitesOf } from './options.ts'
import { createScorer } from './score.ts'
import { chatShots, familyShots, type Shot, writtenShot } from './shots.ts'

const NAMES = ['math', 'code']

/** `math` knows the sums, `code` the lists, the base nothing; the answer to each is two words. */
function knowing() {
  const runtime = scriptedRuntime(
    {
      label: () => 'other',
      answer: (weights, prompt) =>
        (weights === 'math' && prompt.startsWith('sum')) || (weights === 'code' && prompt.startsWith('list'))
          ? 'yes indeed'
          : 'no',
    },
    NAMES,
  )
  const only = (name: string) => scalesForMix(runtime, { mode: 'blend', alpha: { [name]: 1 } })
  const candidates = [scalesForMix(runtime, { mode: 'blend', alpha: {} }), only('math'), only('code')]
  return { runtime, candidates }
}

const open = (prompt: string): Shot => writtenShot({ prompt, answers: ['yes indeed'] })
const choice = (prompt: string, label: number): Shot => ({
  kind: 'choice',
  prompt,
  choices: ['no', 'yes'],
  label,
})
const EXACT = { scoring: 'exact', maxTokens: 8 } as const

describe('createScorer', () => {
  it('counts the share of shots that each candidate answers right', async () => {
    const { runtime, candidates } = knowing()
    const scored = createScorer(runtime, ['sum a', 'sum b', 'list c'].map(open), EXACT)
    expect((await scored(candidates)).map(({ score }) => score)).toEqual([0, 2 / 3, 1 / 3])
    expect((await scored([...candidates].reverse())).map(({ score }) => score)).toEqual([1 / 3, 2 / 3, 0])
  })

  it('breaks ties by the mean log-probability a token of the right answers', async () => {
    const { runtime, candidates } = knowing()
    const [, math] = await createScorer(runtime, ['sum a', 'list c'].map(open), EXACT)(candidates)
    // The made-up model gives each word of its answer, and the end of it, a logit of 5 and all others 0.
    const certain = logSoftmax(Float32Array.from({ length: 4096 }, (_, id) => (id === 0 ? 5 : 0)))[0]
    expect(math?.tieBreak).toBeCloseTo(certain ?? Number.NaN, 4)
  })

  it('takes the likeliest choice of shots that offer some, beside open ones', async () => {
    const { runtime, candidates } = knowing()
    const shots = [choice('sum a', 1), choice('list b', 0), choice('sum c', 1), open('sum d')]
    const scored = createScorer(runtime, shots, EXACT)
    // The base says no to all, math yes to the sums, code yes to the list.
    expect((await scored(candidates)).map(({ score }) => score)).toEqual([1 / 4, 1, 0])
  })

  it('scores by how likely the right answer and its end are, the mean a token', async () => {
    const { runtime, candidates } = knowing()
    const scored = createScorer(runtime, [open('sum a'), choice('list b', 1)], {
      scoring: 'likelihood',
      maxTokens: 8,
      batch: 2,
    })
    const fitness = await scored(candidates)
    const expected = await Promise.all(
      candidates.map(async (scales) => {
        const asked = [
          { prompt: 'sum a', answer: 'yes indeed' },
          { prompt: 'list b', answer: 'yes' },
        ].map(({ prompt, answer }) => ({
          ids: runtime.tokenizer.promptIds(prompt),
          scales,
          answerIds: [...runtime.tokenizer.encode(answer), ...runtime.tokenizer.stopIds],
        }))
        const scores = await runtime.engine.score(asked)
        const means = scores.map(({ logProb }, index) => logProb / (asked[index]?.answerIds.length ?? 0))
        return means.reduce((sum, value) => sum + value, 0) / means.length
      }),
    )
    fitness.forEach(({ score }, index) => {
      expect(score).toBeCloseTo(expected[index] ?? Number.NaN, 10)
    })
    expect(new Set(expected).size).toBeGreaterThan(1)
  })

  it('asks as many lanes at once as fit', async () => {
    const { runtime, candidates } = knowing()
    const lanesOf = () =>
      runtime.engine.seen.splice(0).map(({ lanes }: { lanes: readonly Lane[] }) => lanes.length)
    await createScorer(runtime, [open('sum a'), open('sum b')], { ...EXACT, batch: 4 })(candidates)
    expect(lanesOf()).toEqual([4, 2])
  })
})

describe('lanesThatFit', () => {
  const { model } = knowing().runtime

  it('fills half a gibibyte with float32 keys and values of the longest prompt and its answer', () => {
    const { num_hidden_layers, num_key_value_heads, head_dim } = model.config
    const ids = (length: number) => ({ ids: new Array<number>(length).fill(1) })
    const lanes = lanesThatFit(model, [ids(3), ids(700), ids(20)], 300)
    const bytes = (count: number) => count * 1000 * 2 * 4 * num_hidden_layers * num_key_value_heads * head_dim
    expect(bytes(lanes)).toBeLessThanOrEqual(2 ** 29)
    expect(bytes(lanes + 1)).toBeGreaterThan(2 ** 29)
  })

  it('is one lane at least', () => {
    expect(lanesThatFit(model, [{ ids: [1] }], 2 ** 30)).toBe(1)
  })
})

it('elitesOf is a fifth of the population, rounded down, and one at least', () => {
  expect([4, 5, 9, 10, 32, 128].map(elitesOf)).toEqual([1, 1, 1, 2, 6, 25])
})

it.each([familyShots, chatShots])('draws 1 to 200 shots', (draw) => {
  const from = (count: number) =>
    draw === familyShots ? familyShots('math', count, 1) : chatShots('chat-code', count, 1)
  expect([1, 200].map((count) => from(count).length)).toEqual([1, 200])
  for (const count of [0, 201, 1.5, Number.NaN, -3]) {
    expect(() => from(count)).toThrow('There must be between 1 and 200 shots.')
  }
})
