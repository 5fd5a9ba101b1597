import { beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { bundleFiles, readBundle } from './bundle.ts'
import { factorInMemory } from './factor-in-memory.fixture.ts'
import { digest, type Manifest } from './manifest.ts'
import { unpackShards } from './shards.ts'
import { smallCheckpoint } from './small-checkpoint.fixture.ts'
import type { JsonValue } from './strict-json.ts'

type Files = Map<string, Uint8Array>

const SHARD = 'weights-0001.safetensors'
let sound: Files

beforeAll(async () => {
  sound = (await factorInMemory(smallCheckpoint(), { group: 'mlp', dtype: 'f32' })).files
})

const read = (files: Files) => (path: string) => {
  const bytes = files.get(path)
  return bytes ? Promise.resolve(bytes) : Promise.reject(new AppError('io', `There is no ${path}.`))
}

/** The bundle with its manifest changed, and hashes made right again for the files given. */
function rewritten(change: (manifest: Manifest) => void, files: Files = new Map()): Files {
  const manifest = JSON.parse(new TextDecoder().decode(sound.get('manifest.json'))) as Manifest
  for (const [name, bytes] of files) {
    const list = name in manifest.shards ? manifest.shards : manifest.tokenizer.files
    list[name] = digest(bytes)
  }
  change(manifest)
  const text = new TextEncoder().encode(JSON.stringify(manifest))
  return new Map([...sound, ...files, ['manifest.json', text]])
}

const failure = async (files: Files) => {
  const outcome = await readBundle(read(files)).catch((thrown: unknown) => thrown)
  expect(outcome).toBeInstanceOf(AppError)
  return (outcome as AppError).code
}

describe('readBundle', () => {
  it('knows the model by the hash of its manifest', async () => {
    const { model } = await readBundle(read(sound))
    expect(model.hash).toBe(digest(sound.get('manifest.json')!).sha256)
  })

  it('reports bytes that grow to the total', async () => {
    const reports: [number, number][] = []
    await readBundle(read(sound), { onBytes: (loaded, total) => reports.push([loaded, total]) })
    const total = [...sound].reduce(
      (sum, [name, bytes]) => sum + (name === 'manifest.json' ? 0 : bytes.length),
      0,
    )
    expect(reports[0]).toEqual([0, total])
    expect(reports.at(-1)).toEqual([total, total])
    expect(reports.map(([loaded]) => loaded)).toEqual(reports.map(([loaded]) => loaded).sort((a, b) => a - b))
  })

  it('stops when told to', async () => {
    const controller = new AbortController()
    const reading = readBundle(
      (path) => {
        if (path === SHARD) controller.abort()
        return read(sound)(path)
      },
      { signal: controller.signal },
    )
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('finds any change of any file', async () => {
    for (const name of sound.keys()) {
      if (name === 'manifest.json') continue
      const bytes = sound.get(name)!
      const flipped = bytes.slice()
      flipped[Math.floor(bytes.length / 2)]! ^= 1
      expect(await failure(new Map([...sound, [name, flipped]]))).toBe('integrity')
      expect(await failure(new Map([...sound, [name, bytes.subarray(1)]]))).toBe('integrity')
    }
  })

  it('passes on the error of a file that cannot be had', async () => {
    for (const name of sound.keys()) {
      const files = new Map(sound)
      files.delete(name)
      expect(await failure(files)).toBe('io')
    }
  })

  const module = (m: Manifest, index = 0) => m.modules[index]!
  const tensor = (m: Manifest) => m.tensors['model.norm.weight']!
  const changes: [string, (manifest: Manifest) => void, string][] = [
    ['another format', (m) => Object.assign(m, { format: 'zip' }), 'bad-model'],
    ['a later version', (m) => Object.assign(m, { version: 2 }), 'unsupported'],
    [
      'a path outside its folder',
      (m) => Object.assign(m.shards, { '../secret': m.shards[SHARD] }),
      'bad-model',
    ],
    ['a hidden file', (m) => Object.assign(m.shards, { '.env': m.shards[SHARD] }), 'bad-model'],
    ['a shard that is too large', (m) => Object.assign(m.shards[SHARD]!, { bytes: 2 ** 30 }), 'bad-model'],
    ['no shard', (m) => Object.assign(m, { shards: {} }), 'bad-model'],
    ['a wrong offset', (m) => Object.assign(tensor(m), { offset: tensor(m).offset + 4 }), 'bad-model'],
    ['a tensor left out', (m) => void delete m.tensors['model.norm.weight'], 'bad-model'],
    ['a tensor too many', (m) => Object.assign(m.tensors, { more: tensor(m) }), 'bad-model'],
    [
      'a config of other sizes',
      (m) => Object.assign(m.config as object, { intermediate_size: 18 }),
      'bad-model',
    ],
    [
      'a config of more layers',
      (m) => Object.assign(m.config as object, { num_hidden_layers: 3 }),
      'bad-model',
    ],
    [
      'a config of fewer layers',
      (m) => Object.assign(m.config as object, { num_hidden_layers: 1 }),
      'bad-model',
    ],
    [
      'a vocabulary below its tokenizer',
      (m) => Object.assign(m.config as object, { vocab_size: 100 }),
      'bad-model',
    ],
    ['a module of lower rank', (m) => Object.assign(module(m), { rank: 11 }), 'bad-model'],
    ['a rank beyond the sizes', (m) => Object.assign(module(m), { rank: 13 }), 'bad-model'],
    ['a module left out', (m) => void m.modules.pop(), 'bad-model'],
    ['modules in another order', (m) => void m.modules.reverse(), 'bad-model'],
    ['a module named twice', (m) => void m.modules.push({ ...module(m) }), 'bad-model'],
    ['errors that are no numbers', (m) => Object.assign(module(m), { reconstructionError: -1 }), 'bad-model'],
  ]
  it.each(changes)('refuses a manifest with %s', async (_what, change, code) => {
    expect(await failure(rewritten(change))).toBe(code)
  })

  it('refuses tensors that no part of the model uses', async () => {
    const { manifest } = await readBundle(read(sound))
    const tensors = unpackShards(manifest, new Map([[SHARD, sound.get(SHARD)!]]))
    const names = ['more', 'lm_head.weight', manifest.modules[0]!.name]
    for (const name of names) {
      const all = new Map([...tensors, [name, tensors.get('model.norm.weight')!]])
      const files: Files = new Map()
      const made = bundleFiles({
        ...manifest,
        configJson: manifest.config as JsonValue,
        tokenizerFiles: new Map([...sound].filter(([path]) => path.startsWith('tokenizer'))),
        tensors: (async function* () {
          yield* all
        })(),
      })
      for await (const [path, bytes] of made) files.set(path, bytes)
      expect(await failure(files)).toBe('bad-model')
    }
  })

  it('refuses a manifest that is not JSON', async () => {
    expect(await failure(new Map([...sound, ['manifest.json', Uint8Array.of(123)]]))).toBe('bad-model')
  })

  it('refuses numbers that cannot be a model, though every hash is right', async () => {
    const { tensors } = JSON.parse(new TextDecoder().decode(sound.get('manifest.json'))) as Manifest
    const name = 'model.layers.0.mlp.up_proj.weight'
    const writes: [string, number, number][] = [
      [`${name}.sigma`, 0, Number.NaN],
      [`${name}.sigma`, 0, 1e-9],
      [`${name}.sigma`, 11, -1],
      [`${name}.u`, 5, Number.POSITIVE_INFINITY],
      ['model.norm.weight', 2, Number.NaN],
      ['model.layers.0.self_attn.q_proj.weight', 7, Number.NaN],
    ]
    for (const [tensor, index, value] of writes) {
      const shard = sound.get(SHARD)!.slice()
      new DataView(shard.buffer).setFloat32(tensors[tensor]!.offset + 4 * index, value, true)
      expect(await failure(rewritten(() => {}, new Map([[SHARD, shard]])))).toBe('bad-model')
    }
  })

  it('refuses a tokenizer that is none, though its hash is right', async () => {
    const files = new Map([['tokenizer.json', new TextEncoder().encode('{"model":{}}')]])
    expect(await failure(rewritten(() => {}, files))).toBe('bad-model')
  })
})
