import { describe, expect, it } from 'vitest'
import type { AppError } from '../core/errors.ts'
import type { Category } from '../tasks/task-item.ts'
import { type Behaviour, scriptedRuntime } from './scripted-runtime.fixture.ts'
import { adaptTwoPass } from './two-pass.ts'

const EXPERTS = ['math', 'code', 'reasoning', 'classifier']

/** Base weights take everything for math; the classifier reads the first word of the prompt. */
const behaviour: Behaviour = {
  label: (weights, prompt) =>
    weights === 'classifier' ? ((prompt.split(' ')[5] ?? 'other') as Category) : 'math',
  answer: (weights, prompt) => `${weights} says ${prompt}`,
}

describe('adaptTwoPass', () => {
  it('answers with the expert of the category that pass 1 found', async () => {
    const runtime = scriptedRuntime(behaviour, EXPERTS)
    const done = await adaptTwoPass(runtime, 'code x', { strategy: 'classifier', maxTokens: 9 })
    expect(done.category).toBe('code')
    expect(done.alpha).toEqual({ math: 0, code: 1, reasoning: 0 })
    expect(done.pass1.text).toBe('code')
    expect(done.pass1.dispatchPrompt).toBe('what kind of task ? code x')
    expect(done.pass2.text).toBe('code says code x')
    expect(done.base.text).toBe('base says code x')
  })

  it('instructs a model that chats in plain English, as a system message that pass 2 does not have', async () => {
    const chatty: Behaviour = {
      label: (_, prompt) => (prompt.endsWith('other. Sum it up') ? 'reasoning' : 'code'),
      answer: (weights, prompt) => `${weights} says ${prompt}`,
    }
    const runtime = scriptedRuntime(chatty, EXPERTS, 'chat')
    const done = await adaptTwoPass(runtime, 'Sum it up', { strategy: 'prompt', maxTokens: 9 })
    expect(done.category).toBe('reasoning')
    expect(done.pass1.dispatchPrompt).toMatch(/^Classify the user message .* other\. Sum it up$/)
    expect(done.pass2.text).toBe('reasoning says Sum it up')
  })

  it('loads the classifier in pass 1 only, and no expert there with the strategy prompt', async () => {
    for (const [strategy, passOne, passTwo] of [
      ['classifier', 'classifier', 'code'],
      ['prompt', 'base', 'math'],
    ] as const) {
      const runtime = scriptedRuntime(behaviour, EXPERTS)
      await adaptTwoPass(runtime, 'code x', { strategy, maxTokens: 4 })
      const weights = runtime.engine.seen.map(({ lanes }) => lanes.map(runtime.weightsOf))
      expect(weights).toEqual([[passOne], [passOne], [passTwo], ['base']])
    }
  })

  it('answers `other` with the base weights, token for token, even if an expert has that name', async () => {
    const runtime = scriptedRuntime(behaviour, [...EXPERTS, 'other'])
    const done = await adaptTwoPass(runtime, 'other x', { strategy: 'classifier', maxTokens: 9 })
    expect(done.category).toBe('other')
    expect(Object.values(done.alpha)).toEqual([0, 0, 0, 0])
    expect(done.pass2.text).toBe(done.base.text)
  })

  it('answers with the base weights when the category has no expert', async () => {
    const runtime = scriptedRuntime(behaviour, ['code'])
    const done = await adaptTwoPass(runtime, 'add 2', { strategy: 'prompt', maxTokens: 9 })
    expect(done.category).toBe('math')
    expect(done.alpha).toEqual({ code: 0 })
    expect(done.pass2.text).toBe('base says add 2')
  })

  it('gives probabilities that sum to 1 and times that add up', async () => {
    let clock = 0
    const runtime = scriptedRuntime(behaviour, EXPERTS)
    const passes: number[] = []
    const done = await adaptTwoPass(runtime, 'reasoning x', {
      strategy: 'classifier',
      maxTokens: 4,
      now: () => 10 * clock++,
      onPass: (pass) => passes.push(pass),
    })
    const total = Object.values(done.probabilities).reduce((sum, share) => sum + share, 0)
    expect(total).toBeCloseTo(1, 9)
    expect(done.probabilities.reasoning).toBeGreaterThan(0.9)
    expect([done.pass1.ms, done.pass2.ms, done.base.ms]).toEqual([10, 10, 10])
    expect(passes).toEqual([1, 2])
  })

  it('refuses an empty prompt, one without room for an answer, and a missing classifier', async () => {
    const runtime = scriptedRuntime(behaviour, ['math'])
    const options = { strategy: 'prompt', maxTokens: 4 } as const
    await expect(adaptTwoPass(runtime, '  ', options)).rejects.toMatchObject({
      code: 'bad-input',
      message: 'The prompt is empty.',
    })
    await expect(adaptTwoPass(runtime, 'a '.repeat(200), options)).rejects.toMatchObject({
      code: 'bad-input',
    })
    const asked = adaptTwoPass(runtime, 'x', { ...options, strategy: 'classifier' })
    await expect(asked).rejects.toMatchObject({
      code: 'bad-expert',
      message: 'This model has no expert named classifier.',
    } satisfies Partial<AppError>)
  })

  it('takes no category from probabilities that are none', async () => {
    const runtime = scriptedRuntime(behaviour, EXPERTS)
    const logits = async () => [new Float32Array(4096).fill(Number.NaN)]
    const broken = { ...runtime, engine: { ...runtime.engine, logits } }
    const asked = adaptTwoPass(broken, 'x', { strategy: 'prompt', maxTokens: 4 })
    await expect(asked).rejects.toMatchObject({ code: 'numeric' })
  })

  it('stops between the passes', async () => {
    const runtime = scriptedRuntime(behaviour, EXPERTS)
    const stop = new AbortController()
    const run = adaptTwoPass(runtime, 'code x', {
      strategy: 'prompt',
      maxTokens: 4,
      signal: stop.signal,
      onPass: (pass) => pass === 2 && stop.abort(),
    })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    expect(runtime.engine.seen).toHaveLength(2)
  })
})
