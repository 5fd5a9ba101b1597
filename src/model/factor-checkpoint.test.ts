import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { bundleFiles, readBundle } from './bundle.ts'
import { type FactorStore, memoryStore } from './factor-checkpoint.ts'
import { factorInMemory } from './factor-in-memory.fixture.ts'
import type { FactorType } from './factor-storage.ts'
import { factorWeight, type WeightJob } from './factor-weight.ts'
import type { FactoredLinear } from './factored-model.ts'
import {
  type LlamaConfig,
  MODULE_GROUPS,
  MODULE_KINDS,
  type ModuleGroup,
  moduleName,
} from './llama-config.ts'
import { MAX_SHARD_BYTES, type Manifest } from './manifest.ts'
import { type RawTensor, readSafetensors } from './safetensors.ts'
import { smallCheckpoint } from './small-checkpoint.fixture.ts'
import { toFloat32 } from './stored-array.ts'
import type { JsonValue } from './strict-json.ts'

async function factored(changes: Partial<LlamaConfig>, group: ModuleGroup, dtype: FactorType) {
  const checkpoint = smallCheckpoint(changes, { outputBias: true })
  const result = await factorInMemory(checkpoint, { group, dtype })
  const bundle = await readBundle(async (path) => result.files.get(path)!)
  return { checkpoint, ...result, ...bundle }
}

/** `U diag(sigma) Vᵀ` */
function product({ u, sigma, v, out, in: in_, rank }: FactoredLinear): Float32Array {
  const left = toFloat32(u)
  const right = toFloat32(v)
  return Float32Array.from({ length: out * in_ }, (_, place) => {
    const i = Math.floor(place / in_)
    const j = place % in_
    let sum = 0
    for (let k = 0; k < rank; k++) sum += left[i * rank + k]! * sigma[k]! * right[j * rank + k]!
    return sum
  })
}

/** The bundle with other tensors, and hashes made right for them. */
async function repacked(
  manifest: Manifest,
  tensors: ReadonlyMap<string, RawTensor>,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, Uint8Array>> {
  const result = new Map<string, Uint8Array>()
  const made = bundleFiles({
    ...manifest,
    configJson: manifest.config as JsonValue,
    tokenizerFiles: new Map([...files].filter(([path]) => path.startsWith('tokenizer'))),
    tensors: (async function* () {
      yield* tensors
    })(),
  })
  for await (const [path, bytes] of made) result.set(path, bytes)
  return result
}

function distance(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length)
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i]!)), 0)
}

describe('factorCheckpoint', () => {
  it.each([
    ['mlp', 'f32', 1e-5],
    ['attention', 'f16', 5e-3],
    ['all', 'f16', 5e-3],
    ['all', 'q8', 0.05],
  ] as const)('of %s in %s keeps the weights', async (group, dtype, tolerance) => {
    const { checkpoint, model } = await factored(
      { tie_word_embeddings: false, attention_bias: true, mlp_bias: true },
      group,
      dtype,
    )
    const weight = (name: string) => checkpoint.tensors.get(name)!.data
    model.blocks.forEach((block, layer) => {
      for (const kind of MODULE_KINDS) {
        const linear = block.linears[kind]
        expect(linear.form).toBe(MODULE_GROUPS[group].includes(kind) ? 'factored' : 'dense')
        const kept = linear.form === 'factored' ? product(linear) : toFloat32(linear.w)
        expect(distance(kept, weight(moduleName(layer, kind)))).toBeLessThan(tolerance)
        expect(linear.bias).toEqual(weight(moduleName(layer, kind, 'bias')))
      }
      expect(block.inputNorm).toEqual(weight(`model.layers.${layer}.input_layernorm.weight`))
      expect(block.postAttentionNorm).toEqual(weight(`model.layers.${layer}.post_attention_layernorm.weight`))
    })
    expect(distance(toFloat32(model.embedding), weight('model.embed_tokens.weight'))).toBeLessThan(tolerance)
    expect(distance(toFloat32(model.lmHead!), weight('lm_head.weight'))).toBeLessThan(tolerance)
    expect(model.finalNorm).toEqual(weight('model.norm.weight'))
    expect(model.config).toEqual(checkpoint.config)
  })

  it('lays out the scales without gaps, in the order of the manifest', async () => {
    const { model, manifest, report } = await factored({}, 'all', 'f32')
    let offset = 0
    for (const module of model.adapted) {
      expect(module.scaleOffset).toBe(offset)
      offset += module.rank
    }
    expect(model.totalRank).toBe(offset)
    const names = [0, 1].flatMap((layer) => MODULE_KINDS.map((kind) => moduleName(layer, kind)))
    expect(manifest.modules.map((module) => module.name)).toEqual(names)
    expect(report.modules).toEqual(manifest.modules)
    for (const module of report.modules) {
      expect(module.reconstructionError).toBeLessThan(1e-12)
      expect(module.orthogonalityError).toBeLessThan(1e-11)
    }
  })

  it.each([
    ['f16', 1e-5, 1e-3],
    ['q8', 1e-3, 2e-2],
  ] as const)('measures what storing as %s costs each matrix', async (dtype, least, most) => {
    const { checkpoint, model, manifest } = await factored({}, 'all', dtype)
    manifest.modules.forEach(({ name, storedError = Number.NaN }, index) => {
      const weight = checkpoint.tensors.get(name)!.data
      const kept = product(model.adapted[index]!)
      const wrong = Math.hypot(...weight.map((value, i) => value - kept[i]!)) / Math.hypot(...weight)
      expect(wrong).toBeGreaterThan(least)
      expect(wrong).toBeLessThan(most)
      // Eight probes of a small matrix.
      expect(storedError / wrong).toBeGreaterThan(0.5)
      expect(storedError / wrong).toBeLessThan(2)
    })
  })

  it('of q8 takes half the bytes, and is refused without its scales', async () => {
    const q8 = await factored({ hidden_size: 64, intermediate_size: 96 }, 'all', 'q8')
    const f16 = await factored({ hidden_size: 64, intermediate_size: 96 }, 'all', 'f16')
    const sizeOf = (tensors: Record<string, { bytes: number }>) =>
      Object.entries(tensors).reduce(
        (sum, [name, { bytes }]) => sum + (/\.[uv](\.|$)/.test(name) ? bytes : 0),
        0,
      )
    expect(sizeOf(q8.manifest.tensors) / sizeOf(f16.manifest.tensors)).toBeLessThan(0.54)
    const shard = q8.files.get('weights-0001.safetensors')!
    const { tensors } = readSafetensors(shard)
    const scales = [...tensors.keys()].find((name) => name.endsWith('.u.scales'))!
    const sound = tensors.get(scales)!
    const wide: RawTensor = { ...sound, dtype: 'F32', data: new Uint8Array(2 * sound.data.length) }
    const refused: [RawTensor | undefined, RegExp][] = [
      [undefined, /has no tensor .*\.u\.scales/],
      [{ ...sound, shape: [1, 1], data: new Uint8Array(2) }, /has shape \[1,1\]/],
      [wide, /are not float16/],
    ]
    for (const [change, said] of refused) {
      const changed = new Map(tensors)
      if (change) changed.set(scales, change)
      else changed.delete(scales)
      const files = await repacked(q8.manifest, changed, q8.files)
      const reading = readBundle(async (path) => files.get(path)!)
      await expect(reading).rejects.toMatchObject({
        code: 'bad-model',
        message: expect.stringMatching(said),
      })
    }
  })

  it('writes the same bytes for the same checkpoint', async () => {
    expect((await factored({}, 'mlp', 'f16')).files).toEqual((await factored({}, 'mlp', 'f16')).files)
  })

  it('cuts a model of more than 8 MiB into shards, each a file of its own', async () => {
    // The embedding alone, 9.6 MB, is more than one shard holds.
    const { files, model, checkpoint } = await factored({ vocab_size: 200000 }, 'mlp', 'f32')
    const shards = [...files].filter(([name]) => name.endsWith('.safetensors'))
    expect(shards.length).toBeGreaterThan(1)
    for (const [, bytes] of shards) {
      expect(bytes.length).toBeLessThanOrEqual(MAX_SHARD_BYTES)
      expect(readSafetensors(bytes).tensors.size).toBeGreaterThan(0)
    }
    const embedding = checkpoint.tensors.get('model.embed_tokens.weight')!.data
    expect(distance(toFloat32(model.embedding), embedding)).toBe(0)
  })

  it('tells how far it is and can be stopped', async () => {
    const controller = new AbortController()
    const seen: string[] = []
    const work = factorInMemory(smallCheckpoint(), {
      group: 'mlp',
      dtype: 'f32',
      signal: controller.signal,
      onModule: ({ name, done, total }) => {
        seen.push(`${done} of ${total} ${name}`)
        if (done === 2) controller.abort()
      },
    })
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
    expect(seen).toEqual([
      '1 of 6 model.layers.0.mlp.gate_proj.weight',
      '2 of 6 model.layers.0.mlp.up_proj.weight',
    ])
  })
})

describe('an interrupted run', () => {
  const options = { group: 'mlp', dtype: 'f16' } as const
  const down = 'model.layers.1.mlp.down_proj.weight'

  /** Runs until `count` modules are done, which wait in the store. */
  async function interrupted(count: number): Promise<FactorStore> {
    const store = memoryStore()
    const controller = new AbortController()
    const onModule = ({ done }: { done: number }) => done === count && controller.abort()
    const run = factorInMemory(smallCheckpoint(), { ...options, store, onModule, signal: controller.signal })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    return store
  }

  /** Goes on, and tells which modules were factored anew. */
  async function resumed(store: FactorStore, checkpoint = smallCheckpoint()) {
    const anew: string[] = []
    const factor = async (job: WeightJob) => {
      const file = factorWeight(job)
      if (file !== null) anew.push(job.name)
      return file
    }
    const { files } = await factorInMemory(checkpoint, { ...options, store, factor })
    return { anew, files }
  }

  it('goes on where it was, to the same bytes', async () => {
    const { anew, files } = await resumed(await interrupted(4))
    expect(anew).toEqual(['model.layers.1.mlp.up_proj.weight', down])
    expect(files).toEqual((await factorInMemory(smallCheckpoint(), options)).files)
  })

  it('makes again what is damaged, of other weights, or of another precision', async () => {
    const store = memoryStore()
    const all = smallCheckpoint()
    await factorInMemory(all, { ...options, store })
    await store.write(`${down}.f16.safetensors`, new Uint8Array(100))
    expect((await resumed(store)).anew).toEqual([down])
    const tensors = new Map(all.tensors)
    const { shape, data } = tensors.get(down)!
    tensors.set(down, { shape, data: data.map((value) => value + 1) })
    const changed = await resumed(store, { ...all, tensors })
    expect(changed.anew).toEqual([down])
    expect(changed.files).toEqual((await factorInMemory({ ...all, tensors }, options)).files)
    let kept = -1
    const onModule = (progress: { kept: number }) => {
      kept = progress.kept
    }
    await factorInMemory(all, { ...options, dtype: 'f32', store, onModule })
    expect(kept).toBe(0)
  })

  it('gives the same bytes however many matrices are at work', async () => {
    const slowFirst = async (job: WeightJob) => {
      await new Promise((resolve) => setTimeout(resolve, job.name.includes('layers.0') ? 20 : 0))
      return factorWeight(job)
    }
    const many = await factorInMemory(smallCheckpoint(), { ...options, atOnce: 3, factor: slowFirst })
    const one = await factorInMemory(smallCheckpoint(), options)
    expect(many.files).toEqual(one.files)
    expect(many.report).toEqual(one.report)
  })

  it('does not take for kept what is not there', async () => {
    const run = factorInMemory(smallCheckpoint(), { ...options, factor: async () => null })
    await expect(run).rejects.toThrow(/could not be kept/)
    const forgetful = { ...memoryStore(), read: async () => undefined }
    const gone = factorInMemory(smallCheckpoint(), { ...options, store: forgetful })
    await expect(gone).rejects.toMatchObject({ code: 'io', message: expect.stringMatching(/are gone/) })
  })

  it('ends all that is at work with the first failure', async () => {
    let started = 0
    const factor = async () => {
      started++
      throw new AppError('numeric', 'no')
    }
    const run = factorInMemory(smallCheckpoint(), { ...options, atOnce: 2, factor })
    await expect(run).rejects.toMatchObject({ code: 'numeric' })
    expect(started).toBe(2)
  })
})
