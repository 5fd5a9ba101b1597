import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import type { Expert } from '../model/expert-file.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { requireSameShape, transferExpert } from './transfer.ts'

const CONFIG = {
  ...SMALL_CONFIG,
  vocab_size: 11,
  hidden_size: 8,
  intermediate_size: 12,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  max_position_embeddings: 16,
}
const [first, second] = [randomModel(CONFIG, 1), randomModel(CONFIG, 2)]
const prng = createPrng(3)
const expert: Expert = {
  name: 'math',
  z: new Map(
    first.adapted.map(({ name, rank }) => [name, Float32Array.from({ length: rank }, () => prng.normal())]),
  ),
  provenance: { model: first.hash, task: 'math' },
}
const sorted = (z: Float32Array | undefined) => [...(z ?? [])].sort((a, b) => a - b)

describe('transferExpert', () => {
  it('ordered changes nothing but the model it is for, and shares no memory', () => {
    const moved = transferExpert(expert, second)
    expect([...moved.z.keys()].sort()).toEqual([...expert.z.keys()].sort())
    for (const [name, z] of expert.z) {
      expect(moved.z.get(name)).toEqual(z)
      expect(moved.z.get(name)).not.toBe(z)
    }
    expect(moved.provenance).toEqual({ task: 'math', model: second.hash, transferred_from: first.hash })
  })

  it('shuffled keeps each vector’s numbers, in another order that the seed decides', () => {
    const moved = transferExpert(expert, second, { shuffle: true, seed: 5 })
    for (const [name, z] of expert.z) expect(sorted(moved.z.get(name))).toEqual(sorted(z))
    const longest = first.adapted.filter(({ rank }) => rank >= 8).map(({ name }) => name)
    expect(longest.some((name) => String(moved.z.get(name)) !== String(expert.z.get(name)))).toBe(true)
    expect(transferExpert(expert, second, { shuffle: true, seed: 5 }).z).toEqual(moved.z)
    expect(transferExpert(expert, second, { shuffle: true, seed: 6 }).z).not.toEqual(moved.z)
    expect(moved.provenance.shuffled).toBe('5')
  })

  it('does not depend on the order of the file', () => {
    const reversed = { ...expert, z: new Map([...expert.z].reverse()) }
    const shuffle = { shuffle: true, seed: 5 }
    expect(transferExpert(reversed, second, shuffle).z).toEqual(transferExpert(expert, second, shuffle).z)
  })

  it('refuses a model of another shape, and one that lacks a module', () => {
    const narrower = randomModel({ ...CONFIG, intermediate_size: 6 }, 1)
    const fewer = randomModel(CONFIG, 1, { adapted: 'mlp' })
    for (const other of [narrower, fewer]) {
      expect(() => transferExpert(expert, other)).toThrow(expect.objectContaining({ code: 'bad-expert' }))
      expect(() => requireSameShape(first, other)).toThrow(/does not fit/)
    }
    expect(() => requireSameShape(first, second)).not.toThrow()
  })
})
