import { describe, expect, it } from 'vitest'
import { CATEGORIES, FAMILIES } from '../tasks/task-item.ts'
import { balancedItems, confusionMatrix } from './confusion.ts'
import { type Behaviour, scriptedRuntime } from './scripted-runtime.fixture.ts'

const truth = new Map(
  balancedItems(70, 4).map((item) => [`what kind of task ? ${item.prompt}`, item.category]),
)

/** The classifier is always right on the items of seed 4; the base takes all for code. */
const behaviour: Behaviour = {
  label: (weights, prompt) => (weights === 'classifier' ? (truth.get(prompt) ?? 'other') : 'code'),
  answer: () => 'x',
}
const runtime = scriptedRuntime(behaviour, ['classifier'])

describe('confusionMatrix', () => {
  it('counts every prompt in the row of its true category, a harder relative with its family', async () => {
    const { matrix, items, labels } = await confusionMatrix(runtime, {
      strategy: 'prompt',
      items: 70,
      seed: 4,
    })
    expect(labels).toEqual(CATEGORIES)
    expect(items).toBe(70)
    expect(matrix).toEqual([
      [0, 20, 0, 0],
      [0, 20, 0, 0],
      [0, 20, 0, 0],
      [0, 10, 0, 0],
    ])
  })

  it('is a diagonal for a classifier that is always right', async () => {
    const { matrix } = await confusionMatrix(runtime, {
      strategy: 'classifier',
      items: 70,
      seed: 4,
      batch: 9,
    })
    expect(matrix.map((row, i) => row[i])).toEqual([20, 20, 20, 10])
    expect(matrix.flat().reduce((sum, count) => sum + count, 0)).toBe(70)
  })

  it('asks a model that chats about messages in plain English, as many of each category', async () => {
    const said: string[] = []
    const chatty: Behaviour = {
      label: (_, prompt) => {
        said.push(prompt)
        return 'math'
      },
      answer: () => 'x',
    }
    const { matrix } = await confusionMatrix(scriptedRuntime(chatty, [], 'chat'), {
      strategy: 'prompt',
      items: 40,
      seed: 4,
    })
    expect(matrix.map(([math]) => math)).toEqual([10, 10, 10, 10])
    expect(said.every((prompt) => prompt.startsWith('Classify the user message'))).toBe(true)
  })

  it('draws the same prompts from the same seed and others from another', () => {
    const prompts = (seed: number): string[] => balancedItems(21, seed).map((item) => item.prompt)
    expect(prompts(4)).toEqual(prompts(4))
    expect(prompts(4)).not.toEqual(prompts(5))
  })

  it('carries the matrix so far after each batch and stops at a cancel', async () => {
    const stop = new AbortController()
    const sums: number[] = []
    const run = confusionMatrix(runtime, {
      strategy: 'prompt',
      items: 30,
      seed: 4,
      batch: 8,
      signal: stop.signal,
      onProgress: (soFar) => {
        sums.push(soFar.matrix.flat().reduce((sum, count) => sum + count, 0))
        expect(soFar.items).toBe(sums.at(-1))
        if (soFar.items >= 16) stop.abort()
      },
    })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    expect(sums).toEqual([8, 16])
  })

  it('draws one item, and as many of each family as they have turns', () => {
    expect(balancedItems(1, 4)).toHaveLength(1)
    const families = balancedItems(16, 4).map(({ family }) => family)
    expect(families.slice(0, 7)).toEqual([...FAMILIES])
    expect(families.slice(7, 14)).toEqual([...FAMILIES])
    expect(families.slice(14)).toEqual(FAMILIES.slice(0, 2))
  })

  it('refuses a number of items that makes no sense', () => {
    for (const count of [0, -3, 2.5, Number.NaN]) {
      expect(() => balancedItems(count, 1)).toThrow(/whole number/)
    }
  })
})
