import { describe, expect, it } from 'vitest'
import { baseScales } from '../../core/mixing.ts'
import { readBundle } from '../bundle.ts'
import { llamaConfigJson } from '../checkpoint.ts'
import { factorInMemory } from '../factor-in-memory.fixture.ts'
import { readCheckpoint } from '../read-checkpoint.fixture.ts'
import { smallCheckpoint } from '../small-checkpoint.fixture.ts'
import type { ExportedDtype } from './exported-config.ts'
import { huggingFaceFolder } from './hugging-face-folder.ts'

const BIASED = { attention_bias: true, tie_word_embeddings: false }

async function folderOf(
  checkpoint: ReturnType<typeof smallCheckpoint>,
  { dtype = 'f32', maxFileBytes }: { dtype?: ExportedDtype; maxFileBytes?: number } = {},
) {
  const { files } = await factorInMemory(checkpoint, { group: 'mlp', dtype: 'f32' })
  const { model } = await readBundle(async (path) => files.get(path)!)
  const { configJson, tokenizerFiles } = checkpoint
  const merged = { model, scales: baseScales(model.adapted), configJson, tokenizerFiles }
  const options = { dtype, ...(maxFileBytes !== undefined && { maxFileBytes }) }
  const made = new Map<string, Uint8Array>()
  for await (const [name, bytes] of huggingFaceFolder(merged, options)) made.set(name, bytes)
  return { made, model }
}

describe('huggingFaceFolder', () => {
  it('cuts large weights into files with an index, from which the same model is read', async () => {
    const checkpoint = smallCheckpoint(BIASED)
    const { made, model } = await folderOf(checkpoint, { maxFileBytes: 20_000 })
    const shards = [...made.keys()].filter((name) => /^model-0000\d-of-0000\d\.safetensors$/.test(name))
    expect(shards.length).toBeGreaterThan(2)
    const number = (value: number) => String(value).padStart(5, '0')
    expect(shards).toEqual(
      shards.map((_, index) => `model-${number(index + 1)}-of-${number(shards.length)}.safetensors`),
    )
    const index = JSON.parse(new TextDecoder().decode(made.get('model.safetensors.index.json')))
    expect(new Set(Object.values(index.weight_map))).toEqual(new Set(shards))
    const { tensors } = await readCheckpoint(made)
    expect(tensors.size).toBe(checkpoint.tensors.size + model.blocks.length)
    const numbers = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0)
    expect(index.metadata).toEqual({ total_size: 4 * numbers })
    for (const [name, { data }] of checkpoint.tensors) {
      const read = tensors.get(name)!.data
      expect(Math.max(...data.map((value, i) => Math.abs(value - read[i]!))), name).toBeLessThan(1e-6)
    }
  })

  it('stores 16 bits a number as the type that it names, and one file without an index', async () => {
    const checkpoint = smallCheckpoint()
    for (const dtype of ['f16', 'bf16'] as const) {
      const { made } = await folderOf(checkpoint, { dtype })
      expect([...made.keys()].filter((name) => name.startsWith('model'))).toEqual(['model.safetensors'])
      const { tensors } = await readCheckpoint(made)
      const steps = dtype === 'f16' ? 2 ** -11 : 2 ** -8
      for (const [name, { data }] of checkpoint.tensors) {
        const read = tensors.get(name)!.data
        // The product of its factors is a float32's error off the original.
        data.forEach((value, i) => {
          expect(Math.abs(value - read[i]!), name).toBeLessThanOrEqual(steps * Math.abs(value) + 2e-6)
        })
      }
    }
  })

  it("gives a Llama whose output has no bias one of zeros, as transformers' own has one; Qwen2 none", async () => {
    const bias = 'model.layers.0.self_attn.o_proj.bias'
    const llama = await readCheckpoint((await folderOf(smallCheckpoint(BIASED))).made)
    expect(llama.tensors.get(bias)?.data.every((value) => value === 0)).toBe(true)
    expect(llama.configJson).toMatchObject({ model_type: 'llama', attention_bias: true })
    const checkpoint = smallCheckpoint(BIASED)
    const qwen = { ...(llamaConfigJson(checkpoint.config) as object), model_type: 'qwen2' }
    const { made } = await folderOf({ ...checkpoint, configJson: qwen })
    const read = await readCheckpoint(made)
    expect(read.tensors.has(bias)).toBe(false)
    expect(read.configJson).toMatchObject({ architectures: ['Qwen2ForCausalLM'] })
  })

  it('refuses a type that the numbers do not fit, and stops when asked to', async () => {
    const checkpoint = smallCheckpoint()
    checkpoint.tensors.get('model.norm.weight')!.data[0] = 1e6
    await expect(folderOf(checkpoint, { dtype: 'f16' })).rejects.toMatchObject({ code: 'numeric' })
    const { model } = await folderOf(smallCheckpoint())
    const merged = { model, scales: baseScales(model.adapted), configJson: {}, tokenizerFiles: new Map() }
    const files = huggingFaceFolder(merged, { dtype: 'f32', signal: AbortSignal.abort() })
    await expect(files.next()).rejects.toMatchObject({ code: 'cancelled' })
  })
})
