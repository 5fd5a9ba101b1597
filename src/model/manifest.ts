import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import { parseStrictJson } from './strict-json.ts'

export const BUNDLE_FORMAT = 'transformer2-bundle'
export const BUNDLE_VERSION = 1
export const MANIFEST_FILE = 'manifest.json'
export const MAX_SHARD_BYTES = 8 * 2 ** 20

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
/** One plain file name: a manifest must not be able to point outside its folder. */
const fileName = v.pipe(v.string(), v.maxLength(120), v.regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/))
const error = v.pipe(v.number(), v.finite(), v.minValue(0))
const File = v.object({ bytes: count, sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })

const ManifestJson = v.object({
  format: v.literal(BUNDLE_FORMAT),
  version: v.literal(BUNDLE_VERSION),
  name: v.pipe(v.string(), v.maxLength(200)),
  source: v.object({ checkpoint: v.string(), licence: v.string() }),
  /** Hugging Face's config.json. */
  config: v.unknown(),
  tokenizer: v.object({ files: v.record(fileName, File) }),
  /** The adapted modules: their order is the layout of every scale vector. */
  modules: v.array(
    v.object({
      name: v.string(),
      rank: v.pipe(count, v.minValue(1)),
      reconstructionError: error,
      orthogonalityError: error,
      /** The reconstruction error after U, V and σ were rounded for storage. */
      storedError: v.optional(error),
    }),
  ),
  /** `offset` counts from the start of the shard's file. */
  tensors: v.record(
    v.string(),
    v.object({
      shard: fileName,
      dtype: v.picklist(['F32', 'F16', 'I8']),
      shape: v.array(count),
      offset: count,
      bytes: count,
    }),
  ),
  shards: v.record(fileName, File),
})

/** What a bundle says about itself. */
export type Manifest = v.InferOutput<typeof ManifestJson>
export type ManifestModule = Manifest['modules'][number]
export type FileDigest = Manifest['shards'][string]

/** @throws AppError `bad-model`, `unsupported` for a bundle of another version. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const json = parseStrictJson(bytes, 'The manifest')
  const head = v.safeParse(v.object({ format: v.literal(BUNDLE_FORMAT), version: v.number() }), json)
  if (head.success && head.output.version !== BUNDLE_VERSION) {
    throw new AppError(
      'unsupported',
      `The bundle has format version ${head.output.version}, not ${BUNDLE_VERSION}.`,
    )
  }
  const parsed = v.safeParse(ManifestJson, json)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    throw new AppError(
      'bad-model',
      `The manifest is wrong at "${v.getDotPath(issue) ?? ''}": ${issue.message}.`,
    )
  }
  const manifest = parsed.output
  for (const [name, { bytes: size }] of Object.entries(manifest.shards)) {
    if (size > MAX_SHARD_BYTES) throw new AppError('bad-model', `The shard ${name} is larger than 8 MiB.`)
  }
  return manifest
}

/** Length and sha256 of a file, as a manifest lists it. */
export function digest(bytes: Uint8Array): FileDigest {
  return { bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) }
}

/**
 * Where the platform has its own sha256 (Node, and pages of a secure origin), it is used: ten times as fast, and beside
 * the thread that asks.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) return digest(bytes).sha256
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)))
}

/** @throws AppError `integrity` where the bytes are not those that the manifest was written for. */
export async function verifyContent(path: string, bytes: Uint8Array, expected: FileDigest): Promise<void> {
  const advice = 'Load the model again; if that does not help, its files were changed.'
  if (bytes.length !== expected.bytes) {
    throw new AppError('integrity', `${path} has ${bytes.length} bytes instead of ${expected.bytes}.`, {
      advice,
    })
  }
  if ((await sha256Hex(bytes)) !== expected.sha256) {
    throw new AppError('integrity', `${path} does not have the content that the manifest promises.`, {
      advice,
    })
  }
}
