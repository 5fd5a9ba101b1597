import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRandomBundle, type RandomBundle } from './random-bundle.fixture.ts'
import { runT2 } from './run-t2.fixture.ts'

let made: RandomBundle
beforeAll(async () => {
  made = await makeRandomBundle()
})
afterAll(() => made.remove())

async function json<T>(...args: string[]): Promise<T> {
  const { status, stdout, stderr } = await runT2([...args, '--model', made.bundle, '--json'])
  expect(stderr).not.toMatch(/error/)
  expect(status).toBe(0)
  expect(stdout.trim().split('\n')).toHaveLength(1)
  return JSON.parse(stdout) as T
}

interface Logits {
  readonly top: readonly { readonly id: number; readonly logit: number }[]
  readonly logits: readonly number[]
}

describe('t2 logits', () => {
  it('gives the whole row, whose largest come first in top; α = 0 is the base and α = 1 is not', async () => {
    const ask = ['logits', '--ids', '1,5,9,2', '--top', '4', '--all']
    const base = await json<Logits>(...ask)
    const sorted = base.logits.map((logit, id) => ({ id, logit })).sort((a, b) => b.logit - a.logit)
    expect(base.top.map(({ id }) => id)).toEqual(sorted.slice(0, 4).map(({ id }) => id))
    const off = await json<Logits>(...ask, '--expert', 'math=0', '--expert', 'code=-0')
    expect(off.logits).toEqual(base.logits)
    const silent = await runT2([...ask, '--model', made.bundle, '--expert', 'math=0', '--mode', 'paper'])
    expect(silent.stderr).toMatch(/zero matrix/)
    const file = join(made.bundle, 'experts/math.safetensors')
    const byFile = await json<Logits>(...ask, '--expert', file)
    const byName = await json<Logits>(...ask, '--expert', 'math=1.0')
    expect(byFile.logits).toEqual(byName.logits)
    expect(byName.logits).not.toEqual(base.logits)
  })
})

describe('t2 generate', () => {
  it('continues greedily, as tokenize and --ids say it does', async () => {
    const prompt = 'amy has 13 stars'
    const { ids } = await json<{ ids: number[] }>('tokenize', '--text', prompt)
    const typed = await json<{ ids: number[]; text: string }>(
      ...['generate', '--prompt', prompt, '--chat', '--max-tokens', '4', '--ignore-eos'],
    )
    const turn = ['generate', '--ids', [1, ...ids, 2].join(','), '--max-tokens', '4', '--ignore-eos']
    const byIds = await json<{ ids: number[]; text: string }>(...turn)
    expect(typed.ids).toHaveLength(4)
    expect(byIds.ids).toEqual(typed.ids)
    expect(byIds.text).toBe(typed.text)
  })
})

describe('t2 score', () => {
  it('is the mean of what gradient says of the same tokens, window by window', async () => {
    const text = 'amy has 13 stars'
    const file = join(made.bundle, 'text.txt')
    await writeFile(file, text)
    const { ids } = await json<{ ids: number[] }>('tokenize', '--text', text)
    const logProb = async (list: readonly number[]) => {
      const [first, ...answer] = list
      const answerIds = ['--answer-ids', answer.join(',')]
      return (await json<{ logProb: number }>('gradient', '--ids', String(first), ...answerIds)).logProb
    }
    const whole = await json<{ tokens: number; meanNll: number }>('score', '--text', file)
    expect(whole.tokens).toBe(ids.length - 1)
    expect(whole.meanNll).toBeCloseTo(-(await logProb(ids)) / (ids.length - 1), 4)
    const cut = await json<{ tokens: number; meanNll: number }>('score', '--text', file, '--window', '2')
    expect(cut.tokens).toBe(Math.floor(ids.length / 2))
    expect(cut.meanNll).not.toBeCloseTo(whole.meanNll, 4)
  })
})

describe('t2 gradient', () => {
  it('has one slope a singular value, for every adapted module', async () => {
    const { logProb, modules } = await json<{ logProb: number; modules: Record<string, number[]> }>(
      ...['gradient', '--ids', '1,5,2', '--answer-ids', '7,3', '--expert', 'code=0.5'],
    )
    expect(logProb).toBeLessThan(0)
    expect(Object.keys(modules)).toHaveLength(14)
    expect(modules['model.layers.1.self_attn.k_proj.weight']).toHaveLength(8)
    expect(Object.values(modules).flat().every(Number.isFinite)).toBe(true)
  })
})

describe('t2 adapt, eval and confusion', () => {
  it('adapt tells both passes and the mix', async () => {
    const done = await json<Record<string, unknown> & { probabilities: Record<string, number> }>(
      ...['adapt', '--strategy', 'classifier', '--prompt', 'amy has 13 stars', '--max-tokens', '3'],
    )
    const { category, alpha } = done as unknown as { category: string; alpha: Record<string, number> }
    expect(Object.keys(done.probabilities)).toEqual(['math', 'code', 'reasoning', 'other'])
    expect(Object.keys(alpha).sort()).toEqual(['code', 'math', 'reasoning'])
    expect(Object.values(alpha).reduce((sum, a) => sum + a, 0)).toBe(category === 'other' ? 0 : 1)
  })

  it('adapt says where its search has found nothing', async () => {
    const shots = join(made.root, 'shots.jsonl')
    await writeFile(shots, '{"prompt":"amy","answer":"no model says this"}\n')
    const search = ['--strategy', 'few-shot', '--shots', shots, '--population', '2', '--generations', '1']
    const asked = ['adapt', '--model', made.bundle, ...search, '--prompt', 'amy', '--max-tokens', '2']
    const { status, stderr } = await runT2(asked)
    expect([status, stderr]).toEqual([0, expect.stringMatching(/no candidate answered/)])
  })

  it('eval reads exact answers and choices from a file', async () => {
    const { text } = await json<{ text: string }>('generate', '--prompt', 'amy', '--max-tokens', '48')
    const file = join(made.root, 'task.jsonl')
    const lines = [
      { prompt: 'amy', answer: text },
      { prompt: 'amy', answer: `${text} and more` },
      { prompt: 'amy', choices: ['so 4', 'so 4'], label: 0 },
    ]
    await writeFile(file, `${lines.map((line) => JSON.stringify(line)).join('\n\n')}\n`)
    const report = await json<object>('eval', '--task', file)
    expect(report).toMatchObject({ task: file, items: 3, correct: 2 })
  })

  it('confusion gives the same matrix for the same seed', async () => {
    const ask = ['confusion', '--strategy', 'prompt', '--items', '21', '--seed', '5']
    const [first, second] = [await json<{ matrix: number[][] }>(...ask), await json<object>(...ask)]
    expect(second).toEqual(first)
    expect(first.matrix.flat().reduce((sum, count) => sum + count, 0)).toBe(21)
  })
})
