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
    const { tensors } = await readCheckpoint(made)
    expect(tensors.size).toBe(checkpoint.tensors.size + model.blocks.length)
    for (const [name, { data }] of checkpoint.tensors) {
      const read = tensors.get(name)!.data
      expect(Math.max(...data.map((value, i) => Math.abs(value - read[i]!))), name).toBeLessThan(1e-6)
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
