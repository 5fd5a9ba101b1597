import { AppError, throwIfAborted } from '../core/errors.ts'
import { assembleModel, type Factors } from './assemble-model.ts'
import { expectedTensors } from './expected-tensors.ts'
import { expandInt8, scaleRows } from './factor-storage.ts'
import type { FactoredModel, StoredArray } from './factored-model.ts'
import {
  BUNDLE_FORMAT,
  BUNDLE_VERSION,
  digest,
  type FileDigest,
  MANIFEST_FILE,
  type Manifest,
  type ManifestModule,
  parseManifest,
  verifyContent,
} from './manifest.ts'
import { openTokenizer } from './open-tokenizer.ts'
import { parseLlamaConfig, settleBiases } from './parse-config.ts'
import { tensorFloats, tensorStored } from './raw-tensor.ts'
import type { RawTensor } from './safetensors.ts'
import { createShardPacker, isEqualShape, unpackShards } from './shards.ts'
import { areFinite } from './stored-array.ts'
import type { JsonValue } from './strict-json.ts'
import type { Tokenizer } from './tokenizer.ts'

export interface LoadedBundle {
  readonly model: FactoredModel
  readonly tokenizer: Tokenizer
  readonly manifest: Manifest
}

/** What `bundleFiles` puts into files. */
export interface BundleContent {
  readonly name: string
  readonly source: { readonly checkpoint: string; readonly licence: string }
  readonly configJson: JsonValue
  readonly tokenizerFiles: ReadonlyMap<string, Uint8Array>
  /** The adapted modules, in the order of the model's layers. */
  readonly modules: readonly ManifestModule[]
  /** Hugging Face names; an adapted module `NAME` has `NAME.u`, `NAME.v`, `NAME.sigma` instead of `NAME`. */
  readonly tensors: AsyncIterable<readonly [string, RawTensor]>
}

export interface ReadBundleOptions {
  /** Bytes read so far, and in all. */
  readonly onBytes?: (loaded: number, total: number) => void
  readonly signal?: AbortSignal
}

/** How many files are asked for at once. */
const CONCURRENT_READS = 4

/** The bundle's files, each as soon as its content is there; the manifest, which knows all others, comes last. */
export async function* bundleFiles(content: BundleContent): AsyncGenerator<readonly [string, Uint8Array]> {
  const packer = createShardPacker()
  for await (const [name, tensor] of content.tensors) yield* packer.add(name, tensor)
  yield* packer.finish()
  yield* content.tokenizerFiles
  const { places, shards } = packer
  const manifest: Manifest = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    name: content.name,
    source: { ...content.source },
    config: content.configJson,
    tokenizer: {
      files: Object.fromEntries([...content.tokenizerFiles].map(([name, bytes]) => [name, digest(bytes)])),
    },
    modules: [...content.modules],
    tensors: places,
    shards,
  }
  const text = new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`)
  yield [MANIFEST_FILE, text]
}

/**
 * Reads a bundle and checks all of it: length and hash of every file, shapes against the config, finite
 * numbers, descending singular values.
 *
 * @param read gives the bytes of a file of the bundle's folder by its name; all but the manifest with what they have to be.
 * @throws AppError `integrity`, `bad-model`, `unsupported`, `cancelled`, and whatever `read` throws.
 */
export async function readBundle(
  read: (path: string, expected?: FileDigest) => Promise<Uint8Array>,
  options: ReadBundleOptions = {},
): Promise<LoadedBundle> {
  throwIfAborted(options.signal)
  const manifestBytes = await read(MANIFEST_FILE)
  const manifest = parseManifest(manifestBytes)
  const files = await readFiles(manifest, read, options)
  const shards = new Map([...files].filter(([name]) => Object.hasOwn(manifest.shards, name)))
  const model = buildModel(manifest, unpackShards(manifest, shards), digest(manifestBytes).sha256)
  const tokenizer = await openTokenizer(files, model.config, 'The model bundle')
  return { model, tokenizer, manifest }
}

async function readFiles(
  manifest: Manifest,
  read: (path: string, expected: FileDigest) => Promise<Uint8Array>,
  { onBytes, signal }: ReadBundleOptions,
): Promise<Map<string, Uint8Array>> {
  const expected = Object.entries({ ...manifest.tokenizer.files, ...manifest.shards })
  const total = expected.reduce((sum, [, file]) => sum + file.bytes, 0)
  const files = new Map<string, Uint8Array>()
  const waiting = expected.values()
  let loaded = 0
  let isOver = false
  onBytes?.(0, total)
  async function work(): Promise<void> {
    for (const [path, file] of waiting) {
      throwIfAborted(signal)
      const bytes = await read(path, file)
      // After the first failure the other readers stop too, and report nothing more.
      if (isOver) return
      throwIfAborted(signal)
      await verifyContent(path, bytes, file)
      if (isOver) return
      files.set(path, bytes)
      loaded += bytes.length
      onBytes?.(loaded, total)
    }
  }
  try {
    await Promise.all(Array.from({ length: CONCURRENT_READS }, work))
  } finally {
    isOver = true
  }
  return files
}

function buildModel(
  manifest: Manifest,
  tensors: ReadonlyMap<string, RawTensor>,
  hash: string,
): FactoredModel {
  const config = settleBiases(parseLlamaConfig(manifest.config), (name) => tensors.has(name))
  const ranks = new Map(manifest.modules.map((module) => [module.name, module.rank]))
  const expected = expectedTensors(config)
  const used = new Set<string>()

  function take(name: string, shape: readonly number[]): RawTensor {
    const tensor = tensors.get(name)
    if (tensor === undefined) throw new AppError('bad-model', `The model bundle has no tensor ${name}.`)
    if (!isEqualShape(tensor.shape, shape)) {
      throw new AppError('bad-model', `${name} has shape [${tensor.shape}] where [${shape}] is wanted.`)
    }
    used.add(name)
    return tensor
  }

  function floats(name: string, length: number): Float32Array {
    const values = tensorFloats(take(name, [length]), name)
    if (!areFinite({ dtype: 'F32', data: values })) throw notFinite(name)
    return values
  }

  function stored(name: string, rows: number, columns: number) {
    const array = tensorStored(take(name, [rows, columns]), name)
    if (!areFinite(array)) throw notFinite(name)
    return array
  }

  function vectors(name: string, rows: number, rank: number): StoredArray {
    if (tensors.get(name)?.dtype !== 'I8') return stored(name, rows, rank)
    const scales = stored(`${name}.scales`, scaleRows(rows), rank)
    if (scales.dtype !== 'F16') throw new AppError('bad-model', `The scales of ${name} are not float16.`)
    const { data } = take(name, [rows, rank])
    const numbers = new Int8Array(data.buffer, data.byteOffset, data.byteLength)
    return expandInt8({ data: numbers, scales: scales.data }, rank)
  }

  function factors(name: string, out: number, in_: number): Factors | null {
    const rank = ranks.get(name)
    if (rank === undefined) return null
    if (rank > Math.min(out, in_)) throw new AppError('bad-model', `${name} cannot have rank ${rank}.`)
    const sigma = floats(`${name}.sigma`, rank)
    if (!sigma.every((value, i) => value >= 0 && value <= (sigma[i - 1] ?? value))) {
      throw new AppError('bad-model', `The singular values of ${name} do not descend to 0 or more.`)
    }
    return { rank, sigma, u: vectors(`${name}.u`, out, rank), v: vectors(`${name}.v`, in_, rank) }
  }

  const model = assembleModel(config, hash, {
    matrix: stored,
    vector: floats,
    bias: (name, length) => (tensors.has(name) ? floats(name, length) : null),
    factors,
  })
  const order = model.adapted.map((module) => module.name)
  if (!isSameOrder(order, manifest.modules)) {
    throw new AppError('bad-model', "The manifest lists its modules in an order that is not the model's.")
  }
  for (const name of tensors.keys()) {
    if (!used.has(name)) {
      const reason = expected.has(name) ? 'twice' : 'without use'
      throw new AppError('bad-model', `The model bundle holds ${name.slice(0, 80)} ${reason}.`)
    }
  }
  return model
}

function isSameOrder(order: readonly string[], modules: readonly ManifestModule[]): boolean {
  return order.length === modules.length && order.every((name, index) => name === modules[index]?.name)
}

function notFinite(name: string): AppError {
  return new AppError('bad-model', `${name} holds a number that is not finite.`)
}
