import { type Cursor, createCursor, NeedMoreBytes } from './cursor.ts'
import { brokenGguf, quote, unsupportedGguf } from './errors.ts'
import { type GgufMetadata, readMetadata } from './metadata.ts'
import { type TensorFormat, tensorFormat } from './tensor-types.ts'

export interface GgufTensor {
  readonly name: string
  /** Row major, outermost first, as everywhere in this project; the file lists it the other way round. */
  readonly shape: readonly number[]
  readonly format: TensorFormat
  /** Where in the file its bytes start and end. */
  readonly begin: number
  readonly end: number
}

export interface GgufHeader {
  readonly version: number
  readonly metadata: GgufMetadata
  /** In the order of the file. */
  readonly tensors: ReadonlyMap<string, GgufTensor>
}

const MAGIC = 0x46554747
const VERSIONS = [2, 3]
const MAX_DIMENSIONS = 4
/** A name's length, its dimensions, one of them, a type and an offset. */
const LEAST_TENSOR_BYTES = 8 + 4 + 8 + 4 + 8
const DEFAULT_ALIGNMENT = 32

/**
 * Reads the header of a GGUF file, version 2 or 3, of unknown origin. Nothing is allocated beyond a small multiple
 * of the header's own bytes.
 *
 * @param bytes the first bytes of the file.
 * @param fileSize all of its bytes.
 * @returns null where the header goes on beyond `bytes`.
 * @throws AppError `bad-model`, or `unsupported` for another version or a type that is not read.
 */
export function parseGgufHeader(bytes: Uint8Array, fileSize: number): GgufHeader | null {
  try {
    return readHeader(createCursor(bytes, fileSize), fileSize)
  } catch (thrown) {
    if (thrown instanceof NeedMoreBytes) return null
    throw thrown
  }
}

function readHeader(cursor: Cursor, fileSize: number): GgufHeader {
  if (fileSize < 4 || cursor.u32() !== MAGIC) throw brokenGguf('it does not start with "GGUF"')
  const version = readVersion(cursor)
  const tensorCount = cursor.u64()
  const metadata = readMetadata(cursor, cursor.u64())
  if (tensorCount > cursor.remaining / LEAST_TENSOR_BYTES) throw brokenGguf('it ends within its tensor list')
  const alignment = alignmentOf(metadata)
  const listed = new Map<string, Omit<GgufTensor, 'end'> & { readonly bytes: number }>()
  for (let i = 0; i < tensorCount; i++) {
    const tensor = readTensorInfo(cursor, alignment)
    if (listed.has(tensor.name)) throw brokenGguf(`it lists ${quote(tensor.name)} twice`)
    listed.set(tensor.name, tensor)
  }
  const dataStart = Math.ceil(cursor.position / alignment) * alignment
  const tensors = new Map<string, GgufTensor>()
  for (const { name, shape, format, begin, bytes } of listed.values()) {
    const end = dataStart + begin + bytes
    if (end > fileSize) throw brokenGguf(`it ends within ${quote(name)}`)
    tensors.set(name, { name, shape, format, begin: dataStart + begin, end })
  }
  checkOverlap(tensors)
  return { version, metadata, tensors }
}

function readVersion(cursor: Cursor): number {
  const version = cursor.u32()
  if (VERSIONS.includes(version)) return version
  const advice = 'Convert the model again with a current llama.cpp.'
  const isSwapped = version !== 0 && version % 2 ** 16 === 0
  if (isSwapped) throw unsupportedGguf('a GGUF file with its bytes in big-endian order', advice)
  throw unsupportedGguf(`GGUF version ${version}, only ${VERSIONS.join(' and ')}`, advice)
}

function alignmentOf(metadata: GgufMetadata): number {
  const alignment = metadata.get('general.alignment') ?? DEFAULT_ALIGNMENT
  if (typeof alignment === 'number' && alignment >= 1 && Number.isInteger(Math.log2(alignment)))
    return alignment
  throw brokenGguf('its alignment is no power of two')
}

function readTensorInfo(cursor: Cursor, alignment: number) {
  const name = cursor.text()
  const dimensions = cursor.u32()
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS)
    throw brokenGguf(`${quote(name)} has ${dimensions} dimensions`)
  const shape = Array.from({ length: dimensions }, () => cursor.u64()).reverse()
  const elements = shape.reduce((product, size) => product * size, 1)
  const format = tensorFormat(cursor.u32(), quote(name))
  const begin = cursor.u64()
  if (begin % alignment !== 0) throw brokenGguf(`${quote(name)} is not aligned to ${alignment} bytes`)
  const blocks = elements / format.blockElements
  const isWhole = (shape.at(-1) ?? 0) % format.blockElements === 0
  if (elements === 0 || !isWhole || !Number.isSafeInteger(elements * format.blockBytes)) {
    throw brokenGguf(`${quote(name)} of shape [${shape}] cannot be stored as ${format.name}`)
  }
  return { name, shape, format, begin, bytes: blocks * format.blockBytes }
}

function checkOverlap(tensors: ReadonlyMap<string, GgufTensor>): void {
  let position = 0
  for (const { name, begin, end } of [...tensors.values()].sort((a, b) => a.begin - b.begin)) {
    if (begin < position) throw brokenGguf(`the bytes of ${quote(name)} overlap others`)
    position = end
  }
}
