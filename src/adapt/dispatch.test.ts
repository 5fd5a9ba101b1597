import { expect, it } from 'vitest'
import { softmax } from '../core/softmax.ts'
import { CATEGORIES } from '../tasks/task-item.ts'
import { dispatch } from './dispatch.ts'
import { scriptedRuntime } from './scripted-runtime.fixture.ts'

/** A model to which the labels have these logits, whatever it is asked. */
function withLabels(scores: readonly number[]) {
  const scripted = scriptedRuntime({ label: () => 'other', answer: () => '' }, ['classifier'])
  const labels = CATEGORIES.map((category) => scripted.tokenizer.encode(category)[0] ?? 0)
  const batches: number[] = []
  const engine = {
    ...scripted.engine,
    logits: async (lanes: readonly unknown[]) => {
      batches.push(lanes.length)
      return lanes.map(() => {
        const row = new Float32Array(scripted.tokenizer.vocabSize)
        for (const [index, id] of labels.entries()) row[id] = scores[index] ?? 0
        return row
      })
    },
  }
  return { runtime: { ...scripted, engine }, batches }
}

it('gives the labels’ own probabilities among themselves', async () => {
  const scores = [1, 3, -2, 2]
  const [said] = await dispatch(withLabels(scores).runtime, 'prompt', ['a b'])
  expect(said?.category).toBe('code')
  const shares = softmax(scores)
  for (const [index, category] of CATEGORIES.entries()) {
    expect(said?.probabilities[category]).toBeCloseTo(shares[index] ?? Number.NaN, 6)
  }
})

it('takes the earlier category in a tie', async () => {
  const told = async (scores: readonly number[]) =>
    (await dispatch(withLabels(scores).runtime, 'prompt', ['a b']))[0]?.category
  expect(await told([0, 2, 2, 2])).toBe('code')
  expect(await told([1, 1, 1, 1])).toBe('math')
  expect(await told([0, 0, 0, 1])).toBe('other')
})

it('asks for all prompts in one batch', async () => {
  const { runtime, batches } = withLabels([0, 0, 1, 0])
  const said = await dispatch(runtime, 'classifier', ['a', 'b c', 'd'])
  expect(said.map(({ category }) => category)).toEqual(['reasoning', 'reasoning', 'reasoning'])
  expect(batches).toEqual([3])
})
