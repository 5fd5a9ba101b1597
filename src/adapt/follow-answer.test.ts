import { describe, expect, it } from 'vitest'
import { followAnswer } from './follow-answer.ts'
import { BASE_MIX, promptLaneOf, scalesForMix } from './runtime.ts'
import { scriptedRuntime } from './scripted-runtime.fixture.ts'

function setUp() {
  const runtime = scriptedRuntime(
    {
      label: () => 'math',
      answer: (weights) => (weights === 'base' ? 'so fourteen' : 'nine times two so eighteen'),
    },
    ['math', 'code'],
  )
  const prompt = promptLaneOf(runtime, 'how many balls')
  const scales = [BASE_MIX, { mode: 'blend', alpha: { math: 1 } } as const].map((mix) =>
    scalesForMix(runtime, mix),
  )
  const answer = [...runtime.tokenizer.encode('nine times two so eighteen'), 3]
  return { runtime, prompt, scales, answer }
}

describe('an answer followed', () => {
  it('says at every place what each lane would have said there', async () => {
    const { runtime, prompt, scales, answer } = setUp()
    const [base, adapted] = await followAnswer(runtime, prompt, scales, answer, { topK: 3 })
    const best = (lane: typeof base) => lane?.map(({ top }) => top[0]?.id)
    expect(best(adapted)).toEqual(answer)
    expect(best(base)).toEqual([...runtime.tokenizer.encode('so fourteen'), 3, 3, 3, 3])
    expect(base?.every(({ divergence }) => divergence === 0)).toBe(true)
    // At the last place both would end; everywhere else they want different things.
    expect(adapted?.map(({ divergence }) => divergence > 0)).toEqual([true, true, true, true, true, false])
  })

  it('comes to the same in parts as at once', async () => {
    const { runtime, prompt, scales, answer } = setUp()
    const whole = await followAnswer(runtime, prompt, scales, answer, { topK: 3 })
    const calls = () => runtime.engine.seen.filter(({ call }) => call === 'follow').length
    const before = calls()
    // Two lanes of 4096 logits: two places a part.
    const parts = await followAnswer(runtime, prompt, scales, answer, { topK: 3, mostLogits: 4 * 4096 })
    expect(calls() - before).toBe(3)
    expect(parts).toEqual(whole)
  })

  it('leaves out what does not fit into the context, refuses nothing at all, and can be stopped', async () => {
    const { runtime, prompt, scales, answer } = setUp()
    const room = runtime.model.config.max_position_embeddings - prompt.ids.length
    const long = Array.from({ length: room + 4 }, () => answer[0] ?? 0)
    const [base] = await followAnswer(runtime, prompt, scales, long, { topK: 1 })
    expect(base).toHaveLength(room)
    await expect(followAnswer(runtime, prompt, scales, [], { topK: 1 })).rejects.toMatchObject({
      code: 'bad-input',
    })
    const signal = AbortSignal.abort()
    await expect(followAnswer(runtime, prompt, scales, answer, { topK: 1, signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
