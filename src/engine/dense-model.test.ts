import { describe, expect, it, vi } from 'vitest'
import { readBundle } from '../model/bundle.ts'
import { memorySource } from '../model/byte-source.ts'
import { writeCheckpoint } from '../model/checkpoint.ts'
import { openCheckpointFolder } from '../model/checkpoint-folder.ts'
import { readDenseModel } from '../model/dense-model.ts'
import { factorInMemory } from '../model/factor-in-memory.fixture.ts'
import { smallCheckpoint } from '../model/small-checkpoint.fixture.ts'
import { referenceLogits } from './reference.ts'

const checkpoint = smallCheckpoint({ tie_word_embeddings: false, attention_bias: true })
const openIt = () =>
  openCheckpointFolder(
    new Map([...writeCheckpoint(checkpoint)].map(([name, bytes]) => [name, memorySource(bytes)])),
  )

describe('readDenseModel', () => {
  it('gives the logits of the factored model, with nothing that an expert could change', async () => {
    const dense = await readDenseModel(await openIt())
    expect(dense).toMatchObject({ totalRank: 0, adapted: [] })
    expect(dense.embedding.dtype).toBe('F16')
    const { files } = await factorInMemory(checkpoint, { group: 'all', dtype: 'f32' })
    const { model } = await readBundle(async (path) => files.get(path)!)
    const scales = Float32Array.from(model.adapted.flatMap(({ sigma }) => [...sigma]))
    const wanted = referenceLogits(model, scales, [5, 9, 300]).at(-1)!
    const got = referenceLogits(dense, new Float32Array(), [5, 9, 300]).at(-1)!
    for (const [id, logit] of got.entries()) expect(Math.abs(logit - wanted[id]!)).toBeLessThan(0.02)
  })

  it('has the same hash for the same weights, with or without the platform’s own, and another for others', async () => {
    const { hash } = await readDenseModel(await openIt())
    vi.stubGlobal('crypto', undefined)
    expect((await readDenseModel(await openIt())).hash).toBe(hash)
    vi.unstubAllGlobals()
    const opened = await openIt()
    const changed: typeof opened = {
      ...opened,
      async tensor(name) {
        const tensor = await opened.tensor(name)
        if (name === 'model.layers.1.mlp.up_proj.weight') tensor.data[7]! += 0.5
        return tensor
      },
    }
    expect((await readDenseModel(changed)).hash).not.toBe(hash)
  })

  it('counts up what it keeps, and stops when it is told to', async () => {
    const seen: number[] = []
    await readDenseModel(await openIt(), { onBytes: (kept) => seen.push(kept) })
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    const abort = new AbortController()
    const reading = readDenseModel(await openIt(), { signal: abort.signal, onBytes: () => abort.abort() })
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
  })
})
