import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseScales, mixScales } from '../core/mixing.ts'
import { createPrng } from '../core/prng.ts'
import type { Engine } from '../engine/engine.ts'
import { createNodeEngine, nodeRuntime } from '../engine/ort/node.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { taskTokenizer } from '../tasks/tokenizer-files.ts'
import { LORA_DEFAULTS, trainLora } from './lora.ts'
import { writtenAnswers } from './next-token.ts'
import { SVF_DEFAULTS, trainSvf } from './svf.ts'
import { svfTask } from './svf-task.ts'
import type { TrainingStep } from './training.ts'

const tokenizer = taskTokenizer()
const config = {
  ...SMALL_CONFIG,
  vocab_size: tokenizer.vocabSize,
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  head_dim: 8,
  max_position_embeddings: 128,
  tie_word_embeddings: false,
  eos_token_ids: [...tokenizer.stopIds],
}
const model = randomModel(config, 6)
const task = svfTask('math')
const base = baseScales(model.adapted)
const small = { objective: 'next-token', steps: 12, prompts: 8, anchors: 0, klWeight: 0 } as const

let engine: Engine
beforeAll(async () => {
  engine = await createNodeEngine(model, { threads: 1 })
})
afterAll(() => engine.dispose())

/** − log p of a token of fresh worked answers. */
async function loss(own: Engine, scales: Float32Array): Promise<number> {
  const written = writtenAnswers({ model, tokenizer }, task, 'worked', 16, createPrng(99))
  const scored = await own.score(written.map(({ promptIds: ids, answerIds }) => ({ ids, answerIds, scales })))
  const tokens = written.reduce((sum, { answerIds }) => sum + answerIds.length, 0)
  return -scored.reduce((sum, { logProb }) => sum + logProb, 0) / tokens
}

describe('next-token training', () => {
  it('makes the right answers likelier with an expert, and repeats itself with the same seed', async () => {
    const options = { ...SVF_DEFAULTS, ...small, learningRate: 0.1 }
    const steps: TrainingStep[] = []
    const train = () =>
      trainSvf(nodeRuntime, engine, tokenizer, task, options, { onStep: (step) => steps.push(step) })
    const expert = await train()
    const [first, last] = [steps[0]!, steps.at(-1)!]
    expect(first).not.toHaveProperty('reward')
    expect(last.loss!).toBeLessThan(first.loss!)
    const scales = mixScales(model.adapted, [{ z: expert.z, alpha: 1 }], 'blend')
    expect(await loss(engine, scales)).toBeLessThan((await loss(engine, base)) - 0.05)
    expect(expert.provenance).toMatchObject({ objective: 'next-token', answers: 'worked' })
    expect((await train()).z).toEqual(expert.z)
  })

  it('and with a LoRA adapter, whose rank sets its size', async () => {
    const options = { ...LORA_DEFAULTS, ...small, rank: 2, learningRate: 0.02 }
    const lora = await trainLora(nodeRuntime, engine, tokenizer, task, options)
    const own = await createNodeEngine(model, { threads: 1, lora })
    expect(await loss(own, base)).toBeLessThan((await loss(engine, base)) - 0.2)
    own.dispose()
    expect(lora.parts[0]!.a).toHaveLength(2 * lora.parts[0]!.module.in)
    expect((await trainLora(nodeRuntime, engine, tokenizer, task, options)).parts).toEqual(lora.parts)
  })

  it('says at which step it diverged, whatever is trained', async () => {
    const wild = { ...small, learningRate: 1e39 }
    const diverged = { code: 'numeric', message: 'Training diverged at step 1.' }
    const expert = trainSvf(nodeRuntime, engine, tokenizer, task, { ...SVF_DEFAULTS, ...wild })
    await expect(expert).rejects.toMatchObject(diverged)
    const lora = trainLora(nodeRuntime, engine, tokenizer, task, { ...LORA_DEFAULTS, ...wild, rank: 2 })
    await expect(lora).rejects.toMatchObject(diverged)
  })
})

describe('writtenAnswers', () => {
  it('are right when worked, often wrong as the corpus writes, and end with the end token', () => {
    const share = (style: 'worked' | 'corpus') => {
      const right = writtenAnswers({ model, tokenizer }, task, style, 200, createPrng(3)).map(
        ({ answerIds }) => {
          expect(tokenizer.stopIds).toContain(answerIds.at(-1))
          return tokenizer.decode(answerIds, { skipSpecial: true })
        },
      )
      const prng = createPrng(3)
      return right.filter((answer) => answer === task.written(prng, style).answer).length / 200
    }
    expect(share('worked')).toBe(1)
    expect(share('corpus')).toBe(1)
    const prng = createPrng(4)
    const verified = (style: 'worked' | 'corpus') =>
      Array.from({ length: 200 }, () => {
        const seed = prng.integer(2 ** 31)
        return task.draw(createPrng(seed), 'train').verify(task.written(createPrng(seed), style).answer)
      }).filter(Boolean).length / 200
    expect(verified('worked')).toBe(1)
    expect(verified('corpus')).toBeGreaterThan(0.4)
    expect(verified('corpus')).toBeLessThan(0.9)
  })
})
