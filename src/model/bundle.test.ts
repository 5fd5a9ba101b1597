import { beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { bundleFiles, readBundle } from './bundle.ts'
import { factorInMemory } from './factor-in-memory.fixture.ts'
import { digest, MAX_SHARD_BYTES, type Manifest } from './manifest.ts'
import type { RawTensor } from './safetensors.ts'
import { createShardPacker, unpackShards } from './shards.ts'
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

const refusal = async (files: Files): Promise<AppError> => {
  const outcome = await readBundle(read(files)).catch((thrown: unknown) => thrown)
  if (outcome instanceof AppError) return outcome
  throw new TypeError(`No AppError but ${outcome}`)
}
const failure = async (files: Files) => (await refusal(files)).code

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
      const changed = await refusal(new Map([...sound, [name, flipped]]))
      expect(changed).toMatchObject({ code: 'integrity', message: expect.stringContaining('the content') })
      const shorter = await refusal(new Map([...sound, [name, bytes.subarray(1)]]))
      expect(shorter).toMatchObject({
        code: 'integrity',
        message: expect.stringContaining('bytes instead of'),
      })
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
  const changes: [string, (manifest: Manifest) => void, string, RegExp][] = [
    ['another format', (m) => Object.assign(m, { format: 'zip' }), 'bad-model', /wrong at "format"/],
    ['a later version', (m) => Object.assign(m, { version: 2 }), 'unsupported', /format version 2, not 1/],
    [
      'a path outside its folder',
      (m) => Object.assign(m.shards, { '../secret': m.shards[SHARD] }),
      'bad-model',
      /wrong at "shards/,
    ],
    [
      'a hidden file',
      (m) => Object.assign(m.shards, { '.env': m.shards[SHARD] }),
      'bad-model',
      /wrong at "shards/,
    ],
    [
      'a shard that is too large',
      (m) => Object.assign(m.shards[SHARD]!, { bytes: 2 ** 30 }),
      'bad-model',
      /larger than 8 MiB/,
    ],
    ['no shard', (m) => Object.assign(m, { shards: {} }), 'bad-model', /no shard holds model.embed_tokens/],
    [
      'a wrong offset',
      (m) => Object.assign(tensor(m), { offset: tensor(m).offset + 4 }),
      'bad-model',
      /disagree about model.norm.weight/,
    ],
    [
      'a tensor left out',
      (m) => void delete m.tensors['model.norm.weight'],
      'bad-model',
      /disagree about model.norm.weight/,
    ],
    [
      'a tensor too many',
      (m) => Object.assign(m.tensors, { more: tensor(m) }),
      'bad-model',
      /no shard holds more/,
    ],
    [
      'a config of other sizes',
      (m) => Object.assign(m.config as object, { intermediate_size: 18 }),
      'bad-model',
      /has shape .* is wanted/,
    ],
    [
      'a config of more layers',
      (m) => Object.assign(m.config as object, { num_hidden_layers: 3 }),
      'bad-model',
      /has no tensor model.layers.2/,
    ],
    [
      'a config of fewer layers',
      (m) => Object.assign(m.config as object, { num_hidden_layers: 1 }),
      'bad-model',
      /in an order that is not the model/,
    ],
    [
      'a vocabulary below its tokenizer',
      (m) => Object.assign(m.config as object, { vocab_size: 100 }),
      'bad-model',
      /has shape .* is wanted/,
    ],
    ['a module of lower rank', (m) => Object.assign(module(m), { rank: 11 }), 'bad-model', /has shape/],
    [
      'a rank beyond the sizes',
      (m) => Object.assign(module(m), { rank: 13 }),
      'bad-model',
      /cannot have rank 13/,
    ],
    [
      'a module left out',
      (m) => void m.modules.pop(),
      'bad-model',
      /has no tensor model.layers.1.mlp.down_proj/,
    ],
    ['modules in another order', (m) => void m.modules.reverse(), 'bad-model', /in an order/],
    ['a module named twice', (m) => void m.modules.push({ ...module(m) }), 'bad-model', /in an order/],
    [
      'errors that are no numbers',
      (m) => Object.assign(module(m), { reconstructionError: -1 }),
      'bad-model',
      /reconstructionError/,
    ],
  ]
  it.each(changes)('refuses a manifest with %s', async (_what, change, code, said) => {
    const { code: found, message } = await refusal(rewritten(change))
    expect([found, message]).toEqual([code, expect.stringMatching(said)])
  })

  it('refuses tensors that no part of the model uses', async () => {
    const { manifest } = await readBundle(read(sound))
    const tensors = unpackShards(manifest, new Map([[SHARD, sound.get(SHARD)!]]))
    const norm = tensors.get('model.norm.weight')!
    const wider = { ...norm, shape: [...norm.shape, 1] }
    const unused = ['more', 'lm_head.weight', manifest.modules[0]!.name]
    const refused: [Record<string, RawTensor>, RegExp][] = [
      ...unused.map((name): [Record<string, RawTensor>, RegExp] => [
        { [name]: norm },
        /holds .* (twice|without use)/,
      ]),
      [{ 'model.norm.weight#0': norm }, /model.norm.weight is there both whole and in parts/],
      [{ 'more#0': norm, 'more#1': wider }, /the parts of more do not fit together/],
    ]
    for (const [more, said] of refused) {
      const all = new Map([...tensors, ...Object.entries(more)])
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
      const { code, message } = await refusal(files)
      expect([code, message]).toEqual(['bad-model', expect.stringMatching(said)])
    }
  })

  it('is not written with a row that no shard has room for, or with numbers that it cannot hold', () => {
    const row: RawTensor = { dtype: 'I8', shape: [1, MAX_SHARD_BYTES], data: new Uint8Array(MAX_SHARD_BYTES) }
    expect(() => createShardPacker().add('wide', row)).toThrow(/One row of wide is larger than a shard/)
    const packer = createShardPacker()
    packer.add('whole', { dtype: 'I32', shape: [1], data: new Uint8Array(4) })
    expect(() => packer.finish()).toThrow(/cannot hold I32/)
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
