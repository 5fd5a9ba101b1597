import { afterAll, expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { createNodeEngine } from '../engine/ort/node.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { taskTokenizer } from '../tasks/tokenizer-files.ts'
import { generateAnswers } from './answer.ts'

const tokenizer = taskTokenizer()
const model = randomModel(
  {
    ...SMALL_CONFIG,
    vocab_size: tokenizer.vocabSize,
    hidden_size: 16,
    intermediate_size: 24,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    head_dim: 8,
    max_position_embeddings: 24,
  },
  3,
)
const engine = await createNodeEngine(model, { threads: 1 })
afterAll(() => engine.dispose())

it('an answer does not depend on its company: a long prompt beside it does not cut it short', async () => {
  const runtime = { model, tokenizer, engine, experts: new Map() }
  const scales = baseScales(model.adapted)
  const lane = (length: number) => ({ scales, ids: Array.from({ length }, (_, i) => 10 + i) })
  const lanes = [lane(20), lane(3), lane(21), lane(5)]
  const heard = new Map<number, number[]>()
  const { answers, ms } = await generateAnswers(runtime, lanes, {
    maxTokens: 10,
    onTokens: (tokens) => {
      for (const { lane: index, id } of tokens) heard.set(index, [...(heard.get(index) ?? []), id])
    },
  })
  for (const [index, own] of lanes.entries()) {
    const alone = await generateAnswers(runtime, [own], { maxTokens: 10 })
    expect(answers[index]).toEqual(alone.answers[0])
    expect(heard.get(index)).toEqual(answers[index]!.ids)
  }
  expect(answers[1]!.ids.length).toBeGreaterThan(answers[2]!.ids.length)
  expect(ms.prefill).toBeGreaterThan(0)
  expect(ms.decode).toBeGreaterThan(0)
})
