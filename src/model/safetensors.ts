import { AppError } from '../core/errors.ts'
import { type JsonValue, parseStrictJson } from './strict-json.ts'

const ELEMENT_BYTES = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
} as const

export type TensorType = keyof typeof ELEMENT_BYTES

export interface RawTensor {
  readonly dtype: TensorType
  readonly shape: readonly number[]
  /** Little endian, row major; when read, a view into the file's bytes, at any alignment. */
  readonly data: Uint8Array
}

export interface Safetensors {
  readonly tensors: Map<string, RawTensor>
  readonly metadata: Map<string, string>
}

const MAX_HEADER_BYTES = 25_000_000
/** Before the header stands its length. */
export const LENGTH_BYTES = 8

/** A tensor by its place, before anything of it is read. */
export interface PlacedTensor {
  readonly dtype: TensorType
  readonly shape: readonly number[]
  /** Where in the file its bytes start and end. */
  readonly begin: number
  readonly end: number
}

/**
 * Reads a safetensors file of unknown origin. Every byte of the data section belongs to exactly one tensor,
 * and nothing is allocated beyond the header's own text.
 *
 * @throws AppError `bad-model`, and nothing else.
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const end = headerEnd(bytes, bytes.length)
  const { placed, metadata } = parseSafetensorsHeader(bytes.subarray(0, end), bytes.length)
  const tensors = new Map<string, RawTensor>()
  for (const [name, tensor] of placed) {
    const { dtype, shape } = tensor
    tensors.set(name, { dtype, shape, data: bytes.subarray(tensor.begin, tensor.end) })
  }
  return { tensors, metadata }
}

/**
 * Reads a header alone.
 *
 * @param bytes the file up to its `headerEnd`.
 * @param fileSize all of its bytes.
 * @returns tensors in the order in which they lie in the file.
 * @throws AppError `bad-model`
 */
export function parseSafetensorsHeader(bytes: Uint8Array, fileSize: number) {
  const header = parseStrictJson(bytes.subarray(LENGTH_BYTES), 'The header of a safetensors file')
  if (!isObject(header)) throw broken('its header is not an object')
  const metadata = new Map<string, string>()
  const entries: [string, PlacedTensor][] = []
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') readMetadata(entry, metadata)
    else entries.push([name, readEntry(name, entry, bytes.length)])
  }
  entries.sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end)
  let position = bytes.length
  for (const [name, { begin, end }] of entries) {
    if (begin !== position) throw broken(`the bytes of ${quote(name)} overlap others or leave a hole`)
    if (end > fileSize) throw broken(`it ends within ${quote(name)}`)
    position = end
  }
  if (position !== fileSize) throw broken(`${fileSize - position} bytes belong to no tensor`)
  return { placed: new Map(entries), metadata }
}

/**
 * Where the header ends and the data begin.
 *
 * @param bytes at least the first 8 bytes of the file, where it has so many.
 * @throws AppError `bad-model`
 */
export function headerEnd(bytes: Uint8Array, fileSize: number): number {
  if (bytes.length < LENGTH_BYTES) throw broken('it is shorter than 8 bytes')
  const declared = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true)
  if (declared > BigInt(MAX_HEADER_BYTES)) throw broken('its header is longer than 25 MB')
  const end = LENGTH_BYTES + Number(declared)
  if (end > fileSize) throw broken('it ends within its header')
  return end
}

/**
 * Writes a safetensors file: tensors by falling element size, then by name, so that each is aligned and equal
 * content gives equal bytes.
 *
 * @throws AppError `bad-input` where data and shape disagree.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, RawTensor>,
  metadata: ReadonlyMap<string, string>,
): Uint8Array {
  const header: [string, JsonValue][] = []
  if (metadata.size > 0) header.push(['__metadata__', Object.fromEntries(metadata)])
  const ordered = [...tensors].sort(
    ([nameA, a], [nameB, b]) =>
      ELEMENT_BYTES[b.dtype] - ELEMENT_BYTES[a.dtype] || (nameA < nameB ? -1 : Number(nameA > nameB)),
  )
  let position = 0
  for (const [name, { dtype, shape, data }] of ordered) {
    if (byteLength(dtype, shape) !== data.length) {
      throw new AppError('bad-input', `The data of ${quote(name)} does not fill its shape [${shape}].`)
    }
    const end = position + data.length
    header.push([name, { dtype, shape: [...shape], data_offsets: [position, end] }])
    position = end
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)))
  const headerLength = Math.ceil(text.length / 8) * 8
  const file = new Uint8Array(LENGTH_BYTES + headerLength + position)
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true)
  file.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength)
  file.set(text, LENGTH_BYTES)
  let target = LENGTH_BYTES + headerLength
  for (const [, { data }] of ordered) {
    file.set(data, target)
    target += data.length
  }
  return file
}

function readMetadata(entry: JsonValue, metadata: Map<string, string>): void {
  if (!isObject(entry)) throw broken('its metadata is not an object')
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== 'string') throw broken(`its metadata ${quote(key)} is not text`)
    metadata.set(key, value)
  }
}

function readEntry(name: string, entry: JsonValue, dataStart: number): PlacedTensor {
  if (!isObject(entry)) throw broken(`${quote(name)} is not described`)
  const { dtype, shape, data_offsets: offsets } = entry
  if (typeof dtype !== 'string' || !Object.hasOwn(ELEMENT_BYTES, dtype)) {
    throw broken(`${quote(name)} is of an unknown type`)
  }
  if (!Array.isArray(shape) || !shape.every(isSize))
    throw broken(`the shape of ${quote(name)} is no list of sizes`)
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) {
    throw broken(`${quote(name)} has no place`)
  }
  const [begin, end] = offsets as [number, number]
  const type = dtype as TensorType
  if (end - begin !== byteLength(type, shape))
    throw broken(`the place of ${quote(name)} does not fit its shape`)
  return { dtype: type, shape, begin: dataStart + begin, end: dataStart + end }
}

/** NaN, which equals no length, where the product is beyond 2⁵³. */
function byteLength(dtype: TensorType, shape: readonly number[]): number {
  if (shape.includes(0)) return 0
  const length = shape.reduce((product, size) => product * size, ELEMENT_BYTES[dtype])
  return Number.isSafeInteger(length) ? length : Number.NaN
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0)
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name)
}

function broken(reason: string): AppError {
  return new AppError('bad-model', `This is not a sound safetensors file: ${reason}.`, {
    advice: 'Download or write the file again.',
  })
}
