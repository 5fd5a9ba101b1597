import { describe, expect, it } from 'vitest'
import { createPrng } from '../../core/prng.ts'
import { nodeRuntime } from '../../engine/ort/node.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import { FINGERPRINT, weightsApart } from '../../model/weights-fingerprint.ts'
import { chatExercise } from '../../tasks/natural/chat-tasks.ts'
import { SMALL_TOKENIZER } from '../small-world.fixture.ts'
import type { TrainingSnapshot } from '../snapshot.ts'
import type { TrainingStep } from '../training.ts'
import { type ChoiceTrainingHooks, encodeExercise, trainChoices } from './train-choices.ts'

const config = { ...SMALL_CONFIG, vocab_size: SMALL_TOKENIZER.vocabSize, max_position_embeddings: 512 }
const model = randomModel(config, 4)
const OPTIONS = { modules: 'mlp', steps: 4, seed: 3, prompts: 4, learningRate: 0.05, klWeight: 0.01 } as const

async function run(
  more: { steps?: number; enough?: number; learningRate?: number } = {},
  hooks: ChoiceTrainingHooks = {},
) {
  const curve: TrainingStep[] = []
  const expert = await trainChoices(
    nodeRuntime,
    model,
    SMALL_TOKENIZER,
    'chat-math',
    { ...OPTIONS, ...more },
    { ...hooks, onStep: (step) => curve.push(step) },
  )
  return { expert, curve }
}

describe('training on choices', () => {
  it('makes right choices likelier and says how it was made', async () => {
    const { expert, curve } = await run({ steps: 12 })
    const [first, last] = [curve.slice(0, 3), curve.slice(-3)].map((steps) =>
      steps.reduce((sum, { reward = 0 }) => sum + reward / steps.length, 0),
    )
    expect(last).toBeGreaterThan(first ?? 1)
    expect(curve.every(({ kl }) => Number.isFinite(kl))).toBe(true)
    expect(curve.map(({ step, steps }) => [step, steps])).toEqual(curve.map((_, index) => [index + 1, 12]))
    // A random model is sure of nothing.
    expect(curve[0]?.informative).toBe(OPTIONS.prompts)
    expect([...expert.z.keys()].every((name) => name.includes('.mlp.'))).toBe(true)
    expect(expert.provenance).toMatchObject({ task: 'chat-math', steps: '12', seed: '3', modules: 'mlp' })
    expect(weightsApart(model, expert.provenance)).toBe(0)
    expect(weightsApart(randomModel(config, 5), expert.provenance)).toBeGreaterThan(0.001)
    expect(weightsApart(model, { [FINGERPRINT]: '1' })).toBeNull()
  })

  it('goes on from any step to where an uninterrupted training ends', async () => {
    const whole = await run()
    let kept: TrainingSnapshot | undefined
    await run(
      {},
      {
        keep: async (step, snapshot) => {
          if (step === 2) kept = snapshot()
        },
      },
    )
    const resumed = await run({}, kept ? { resume: kept } : {})
    expect(resumed.curve).toHaveLength(2)
    expect(resumed.expert).toEqual(whole.expert)
  })

  it('ends early once the reward is enough, also where that was so before it was resumed', async () => {
    const { expert, curve } = await run({ enough: 0 })
    expect(curve).toHaveLength(3)
    expect(expert.provenance).toMatchObject({ steps: '3', planned_steps: '4' })
    expect((await run({ enough: 0.5 }, { earlier: [0.6, 0.5, 0.4] })).curve).toHaveLength(0)
    expect((await run({ enough: 2 })).curve).toHaveLength(4)
  })

  it('says at which step it diverged', async () => {
    await expect(run({ learningRate: 1e39 })).rejects.toMatchObject({
      code: 'numeric',
      message: 'Training diverged at step 1.',
    })
  })

  it('can be cancelled between steps', async () => {
    const stop = new AbortController()
    const hooks = { signal: stop.signal, keep: async () => stop.abort() }
    await expect(run({}, hooks)).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('encodeExercise', () => {
  it('refuses a choice without a token', () => {
    const empty = { ...chatExercise('chat-code', 'train', createPrng(1)), choices: ['a', ''] }
    expect(() => encodeExercise(SMALL_TOKENIZER, empty)).toThrow('A choice is empty.')
  })

  it('reads the instruction that comes with an exercise, where there is one', () => {
    const tokenizer: Tokenizer = {
      ...SMALL_TOKENIZER,
      promptIds: (prompt, { system = '' } = {}) => SMALL_TOKENIZER.promptIds(`${system}${prompt}`),
    }
    const { system: _, ...plain } = chatExercise('chat-code', 'train', createPrng(1))
    const exercise = { ...plain, prompt: 'ab', choices: ['1', '2'] }
    expect(encodeExercise(tokenizer, exercise).promptIds).toEqual(SMALL_TOKENIZER.promptIds('ab'))
    const led = encodeExercise(tokenizer, { ...exercise, system: 'cd' })
    expect(led.promptIds).toEqual(SMALL_TOKENIZER.promptIds('cdab'))
  })

  it('reads with the prompt whatever all choices begin with', () => {
    const exercise = chatExercise('chat-code', 'train', createPrng(1))
    const { promptIds, choices, label } = encodeExercise(SMALL_TOKENIZER, exercise)
    expect(choices.every((ids) => ids.length === 1)).toBe(true)
    const whole = [...promptIds, ...(choices[label] ?? [])]
    const text = SMALL_TOKENIZER.decode(whole.slice(-8), { skipSpecial: true })
    expect(text.endsWith(exercise.choices[label]?.slice(-1) ?? '?')).toBe(true)
  })
})
