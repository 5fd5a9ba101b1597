import { expect, it } from 'vitest'
import { randomModel } from './random-model.ts'
import { SMALL_CONFIG } from './small-config.fixture.ts'
import { weightsRead } from './weights-read.ts'

const { vocab_size, hidden_size: h, intermediate_size: m, num_hidden_layers: layers } = SMALL_CONFIG
const rank = Math.min(h, m)

it('counts factors once for all lanes, and merged weights once a mix', () => {
  const { present, merged, mergedTwice } = weightsRead(randomModel(SMALL_CONFIG, 1, { adapted: 'mlp' }))
  const mlp = layers * 3 * h * m
  expect(present - merged).toBe(layers * 3 * rank * (h + m) - mlp)
  expect(mergedTwice - merged).toBe(mlp)
  expect(merged).toBeGreaterThan(vocab_size * h + mlp)
})

it('of a model that has no factors is the same however many answer', () => {
  const { blocks, config, ...rest } = randomModel(SMALL_CONFIG, 1, { adapted: 'mlp' })
  const attention = blocks.map((block) => ({
    ...block,
    linears: Object.fromEntries(Object.entries(block.linears).filter(([, { form }]) => form === 'dense')),
  }))
  const { present, merged, mergedTwice } = weightsRead({ ...rest, config, blocks: attention } as never)
  expect([merged, mergedTwice]).toEqual([present, present])
})
