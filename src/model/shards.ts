import { AppError } from '../core/errors.ts'
import { digest, type FileDigest, MAX_SHARD_BYTES, type Manifest } from './manifest.ts'
import { type RawTensor, readSafetensors, writeSafetensors } from './safetensors.ts'

/** More than one tensor's line in a safetensors header takes besides its name. */
const HEADER_LINE_BYTES = 160

/** Separates a tensor's name from the number of its part. */
const PART = '#'

type TensorPlaces = Manifest['tensors']

/** Distributes tensors over safetensors files of at most 8 MiB. */
interface ShardPacker {
  /** Where each tensor, or part of one, has come to lie. */
  readonly places: TensorPlaces
  readonly shards: Record<string, FileDigest>
  /**
   * Takes the next tensor. A matrix that is larger than a shard is cut between rows into `NAME#0`, `NAME#1`, ….
   * @returns the files that are full now, by name.
   * @throws AppError `unsupported` where one row is larger than a shard.
   */
  add(name: string, tensor: RawTensor): [string, Uint8Array][]
  /** @returns the last file. */
  finish(): [string, Uint8Array][]
}

export function createShardPacker(): ShardPacker {
  const shards: Record<string, FileDigest> = {}
  const places: TensorPlaces = {}
  let group = new Map<string, RawTensor>()
  let room = 0
  let count = 0

  function close(): [string, Uint8Array][] {
    if (group.size === 0) return []
    const shard = `weights-${String(++count).padStart(4, '0')}.safetensors`
    const file = writeSafetensors(group, new Map())
    shards[shard] = digest(file)
    for (const [name, { dtype, shape, data }] of readSafetensors(file).tensors) {
      if (dtype !== 'F32' && dtype !== 'F16' && dtype !== 'I8')
        throw new AppError('bad-input', `A bundle cannot hold ${dtype}.`)
      places[name] = { shard, dtype, shape: [...shape], offset: data.byteOffset, bytes: data.length }
    }
    group = new Map()
    return [[shard, file]]
  }

  function add(name: string, tensor: RawTensor): [string, Uint8Array][] {
    const full: [string, Uint8Array][] = []
    for (const [part, rows] of cutRows(name, tensor)) {
      const size = rows.data.length + part.length + HEADER_LINE_BYTES
      if (size > room) {
        full.push(...close())
        room = MAX_SHARD_BYTES - 16
      }
      group.set(part, rows)
      room -= size
    }
    return full
  }

  return { places, shards, add, finish: close }
}

/**
 * The tensors of a bundle's shards, put together from their parts.
 *
 * @throws AppError `bad-model` where shards and manifest disagree, or parts do not fit.
 */
export function unpackShards(
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
): Map<string, RawTensor> {
  const found = new Map<string, RawTensor>()
  for (const [shard, bytes] of files) {
    for (const [name, tensor] of readSafetensors(bytes).tensors) {
      const place = Object.hasOwn(manifest.tensors, name) ? manifest.tensors[name] : undefined
      const isSame =
        place !== undefined &&
        place.shard === shard &&
        place.dtype === tensor.dtype &&
        place.bytes === tensor.data.length &&
        place.offset === tensor.data.byteOffset - bytes.byteOffset &&
        isEqualShape(place.shape, tensor.shape)
      if (!isSame) throw badBundle(`${shard} and the manifest disagree about ${name.slice(0, 80)}`)
      found.set(name, tensor)
    }
  }
  for (const name of Object.keys(manifest.tensors)) {
    if (!found.has(name)) throw badBundle(`no shard holds ${name.slice(0, 80)}`)
  }
  return joinParts(found)
}

/** Equal axis by axis. */
export function isEqualShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis])
}

function cutRows(name: string, tensor: RawTensor): [string, RawTensor][] {
  const limit = MAX_SHARD_BYTES - HEADER_LINE_BYTES - name.length - 32
  if (tensor.data.length <= limit) return [[name, tensor]]
  const [rows = 1, ...rest] = tensor.shape
  const rowBytes = tensor.data.length / rows
  const rowsPerPart = Math.floor(limit / rowBytes)
  if (rowsPerPart < 1) throw new AppError('unsupported', `One row of ${name} is larger than a shard.`)
  const parts: [string, RawTensor][] = []
  for (let row = 0; row < rows; row += rowsPerPart) {
    const height = Math.min(rowsPerPart, rows - row)
    const data = tensor.data.subarray(row * rowBytes, (row + height) * rowBytes)
    parts.push([`${name}${PART}${parts.length}`, { dtype: tensor.dtype, shape: [height, ...rest], data }])
  }
  return parts
}

function joinParts(found: ReadonlyMap<string, RawTensor>): Map<string, RawTensor> {
  const result = new Map<string, RawTensor>()
  for (const [name, tensor] of found) {
    const cut = name.lastIndexOf(PART)
    if (cut < 0) result.set(name, tensor)
    else if (name.slice(cut) === `${PART}0`) {
      const whole = name.slice(0, cut)
      if (found.has(whole)) throw badBundle(`${whole.slice(0, 80)} is there both whole and in parts`)
      result.set(whole, joinTensor(whole, tensor, found))
    }
  }
  return result
}

function joinTensor(whole: string, first: RawTensor, found: ReadonlyMap<string, RawTensor>): RawTensor {
  const parts = [first]
  for (let part = found.get(`${whole}${PART}1`); part !== undefined; ) {
    parts.push(part)
    part = found.get(`${whole}${PART}${parts.length}`)
  }
  const [, ...rest] = first.shape
  const data = new Uint8Array(parts.reduce((sum, part) => sum + part.data.length, 0))
  let position = 0
  let rows = 0
  for (const part of parts) {
    const [height = 0, ...width] = part.shape
    if (part.dtype !== first.dtype || part.shape.length === 0 || !isEqualShape(width, rest)) {
      throw badBundle(`the parts of ${whole.slice(0, 80)} do not fit together`)
    }
    data.set(part.data, position)
    position += part.data.length
    rows += height
  }
  return { dtype: first.dtype, shape: [rows, ...rest], data }
}

function badBundle(reason: string): AppError {
  return new AppError('bad-model', `The model bundle is damaged: ${reason}.`, {
    advice: 'Write it again with t2 factor.',
  })
}
