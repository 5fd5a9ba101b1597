import { describe, expect, it } from 'vitest'
import { type EvalItem, exactEvalItem } from './eval-item.ts'
import { evaluate, judge } from './evaluate.ts'
import { BASE_MIX, scalesForMix } from './runtime.ts'
import { type Behaviour, scriptedRuntime } from './scripted-runtime.fixture.ts'

/** `math` knows everything, the base only short prompts; pass 1 sends prompts with `sum` to math. */
const behaviour: Behaviour = {
  label: (_, prompt) => (prompt.includes('sum') ? 'math' : 'other'),
  answer: (weights, prompt) => {
    const words = prompt.split(' ')
    return weights === 'math' || words.length < 3 ? `so ${words.at(-1)}` : 'so what'
  },
}
const runtime = scriptedRuntime(behaviour, ['math'])
const MATH = { mix: { mode: 'blend', alpha: { math: 1 } } } as const
const BASE = { mix: BASE_MIX }

const prompts = ['sum of 5', 'one', 'sum of all 6', 'a longer prompt 7', 'two', 'sum 8']
const items: EvalItem[] = prompts.map((prompt) =>
  exactEvalItem(runtime.tokenizer, prompt, `so ${prompt.split(' ').at(-1)}`),
)

describe('judge', () => {
  it('judges every item under its own mix, in the order given, whatever the batch', async () => {
    const base = [false, true, false, false, true, true]
    for (const batch of [1, 2, 4, 128]) {
      expect(await judge(runtime, items, BASE, { batch })).toEqual(base)
      expect(await judge(runtime, items, MATH, { batch })).toEqual(items.map(() => true))
    }
  })

  it('dispatches each prompt when the plan is a strategy', async () => {
    const right = await judge(runtime, items, { strategy: 'prompt' }, { batch: 4 })
    expect(right).toEqual([true, true, true, false, true, true])
  })

  it('never gives the engine more lanes than the batch, choices included', async () => {
    const fresh = scriptedRuntime(behaviour, ['math'])
    const choice: EvalItem = { kind: 'choice', prompt: 'x y z', choices: ['a', 'b', 'c'], label: 0 }
    await judge(fresh, [...items, choice, choice], { strategy: 'prompt' }, { batch: 3 })
    expect(Math.max(...fresh.engine.seen.map(({ lanes }) => lanes.length))).toBeLessThanOrEqual(3)
  })

  it('takes the choice with the highest summed likelihood, an earlier one in a tie', async () => {
    const choices = ['so what', 'so 7', 'never mind']
    const choiceItems: EvalItem[] = [
      { kind: 'choice', prompt: 'a longer prompt 7', choices, label: 0 },
      { kind: 'choice', prompt: 'a longer prompt 7', choices: [...choices].reverse(), label: 2 },
      { kind: 'choice', prompt: 'a longer prompt 7', choices: ['same', 'same'], label: 0 },
    ]
    expect(await judge(runtime, choiceItems, BASE, { batch: 2 })).toEqual([true, true, true])
    expect(await judge(runtime, choiceItems, MATH)).toEqual([false, false, true])
  })

  it('reports progress and stops at a cancel', async () => {
    const stop = new AbortController()
    const steps: string[] = []
    const run = judge(runtime, items, BASE, {
      batch: 2,
      signal: stop.signal,
      onProgress: (done, total) => {
        steps.push(`${done}/${total}`)
        if (done === 4) stop.abort()
      },
    })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    expect(steps).toEqual(['2/6', '4/6'])
  })
})

describe('evaluate', () => {
  it('reports accuracy with an interval around it', async () => {
    const report = await evaluate(runtime, { name: 'words', items, seed: 9 }, BASE)
    expect(report).toMatchObject({ task: 'words', items: 6, correct: 3, accuracy: 0.5, seed: 9 })
    expect(report.interval[0]).toBeGreaterThan(0.1)
    expect(report.interval[1]).toBeLessThan(0.9)
  })
})

describe('scalesForMix', () => {
  it('is the base when nothing is mixed or every alpha is 0, and refuses an expert it does not have', () => {
    const sigma = runtime.model.adapted.flatMap((module) => [...module.sigma])
    expect([...scalesForMix(runtime, BASE_MIX)]).toEqual(sigma)
    expect([...scalesForMix(runtime, { mode: 'blend', alpha: { math: 0 } })]).toEqual(sigma)
    expect([...scalesForMix(runtime, MATH.mix)]).not.toEqual(sigma)
    expect(() => scalesForMix(runtime, { mode: 'blend', alpha: { nobody: 1 } })).toThrow(/nobody/)
  })
})
