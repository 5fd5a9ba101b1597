import { expect, it } from 'vitest'
import type { Engine, Lane } from '../engine/engine.ts'
import { rollOut } from './rollouts.ts'
import { SMALL_TOKENIZER, smallModel } from './small-world.fixture.ts'

const model = smallModel(1)
const scales = new Float32Array(model.totalRank)

/** An engine that gives each lane in turn the next of `answers`; one with a dot at its end is cut off there. */
function scripted(answers: readonly string[]) {
  const asked: (readonly Lane[])[] = []
  const generate: Engine['generate'] = async (lanes) => {
    asked.push(lanes)
    return {
      lanes: lanes.map((_, index) => {
        const answer = answers[index] ?? ''
        const ids = [...SMALL_TOKENIZER.encode(answer.replace('.', ''))]
        return { ids, finished: !answer.endsWith('.'), logProb: 0 }
      }),
      ms: { prefill: 0, decode: 0 },
    }
  }
  return { engine: { model, generate } as unknown as Engine, asked }
}

it('judges each sample and weighs it against the others of its prompt', async () => {
  const answers = ['4', '5', '4.', '5', ...['7', '7', '7', '7'], ...['9', '3', '9', '9']]
  const { engine, asked } = scripted(answers)
  const items = ['4', '7', '9'].map((right) => ({
    prompt: `so ${right}`,
    verify: (answer: string) => answer.trim() === right,
  }))
  const options = { samples: 4, temperature: 1, maxTokens: 3, seed: 100 }
  const rollouts = await rollOut(engine, SMALL_TOKENIZER, scales, items, options)

  expect(rollouts.map(({ reward }) => reward)).toEqual([1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 1])
  // One of four alone: mean 1/4 or 3/4, deviation 1/2.
  const [odd, rest] = [0.75 / 0.6, -0.25 / 0.6]
  const expected = [odd, rest, rest, rest, 0, 0, 0, 0, -rest, -odd, -rest, -rest]
  expect(rollouts.map(({ advantage }) => advantage)).toEqual(
    expected.map((value) => expect.closeTo(value, 12)),
  )
  rollouts.forEach(({ promptIds, answerIds }, index) => {
    expect(promptIds).toEqual(SMALL_TOKENIZER.promptIds(items[Math.floor(index / 4)]?.prompt ?? ''))
    expect(answerIds).toEqual(SMALL_TOKENIZER.encode(answers[index]?.replace('.', '') ?? ''))
  })
  // No two samples share their noise.
  expect(asked).toHaveLength(1)
  expect(asked[0]?.map(({ seed }) => seed)).toEqual(rollouts.map((_, index) => 100 + index))
})

it('a single sample of a prompt has nothing to be weighed against', async () => {
  const items = [{ prompt: 'so', verify: () => true }]
  const options = { samples: 1, temperature: 1, maxTokens: 3, seed: 1 }
  const [rollout] = await rollOut(scripted(['4']).engine, SMALL_TOKENIZER, scales, items, options)
  expect(rollout).toMatchObject({ reward: 1, advantage: 0 })
})
