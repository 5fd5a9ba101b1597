import type { Cursor } from './cursor.ts'
import { brokenGguf, quote } from './errors.ts'

/** The numbers of an array, as they lie in the file. */
export type NumberArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigUint64Array
  | BigInt64Array

/** A whole number beyond 2⁵³ is a bigint. An array of truth values is a Uint8Array of 0 and 1. */
export type GgufValue = number | bigint | boolean | string | NumberArray | readonly GgufValue[]

export type GgufMetadata = ReadonlyMap<string, GgufValue>

interface NumberType {
  readonly bytes: number
  readonly array: new (buffer: ArrayBuffer) => NumberArray
}

const NUMBERS: Readonly<Record<number, NumberType>> = {
  0: { bytes: 1, array: Uint8Array },
  1: { bytes: 1, array: Int8Array },
  2: { bytes: 2, array: Uint16Array },
  3: { bytes: 2, array: Int16Array },
  4: { bytes: 4, array: Uint32Array },
  5: { bytes: 4, array: Int32Array },
  6: { bytes: 4, array: Float32Array },
  10: { bytes: 8, array: BigUint64Array },
  11: { bytes: 8, array: BigInt64Array },
  12: { bytes: 8, array: Float64Array },
}
const BOOL = 7
const TEXT = 8
const ARRAY = 9

/** What one element takes at least: a text its length, an array its type and length. */
const LEAST_BYTES: Readonly<Record<number, number>> = { [BOOL]: 1, [TEXT]: 8, [ARRAY]: 12 }
const MAX_DEPTH = 4
const LEAST_ENTRY_BYTES = 13

/**
 * The key-value part of a GGUF header.
 * @throws AppError `bad-model` for a key that occurs twice or a value of no known type.
 */
export function readMetadata(cursor: Cursor, count: number): Map<string, GgufValue> {
  if (count > cursor.remaining / LEAST_ENTRY_BYTES) throw brokenGguf('it ends within its metadata')
  const metadata = new Map<string, GgufValue>()
  for (let i = 0; i < count; i++) {
    const key = cursor.text()
    if (metadata.has(key)) throw brokenGguf(`its metadata has ${quote(key)} twice`)
    metadata.set(key, readValue(cursor, cursor.u32(), 0))
  }
  return metadata
}

function readValue(cursor: Cursor, type: number, depth: number): GgufValue {
  if (type === TEXT) return cursor.text()
  if (type === BOOL) return readBool(cursor.u8())
  if (type === ARRAY) {
    if (depth === MAX_DEPTH) throw brokenGguf(`its metadata has arrays more than ${MAX_DEPTH} deep`)
    return readArray(cursor, depth + 1)
  }
  const number = numberType(type)
  const [value = 0] = new number.array(cursor.bytes(number.bytes))
  if (typeof value !== 'bigint') return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function readArray(cursor: Cursor, depth: number): NumberArray | readonly GgufValue[] {
  const type = cursor.u32()
  const count = cursor.u64()
  const least = LEAST_BYTES[type] ?? numberType(type).bytes
  if (count > cursor.remaining / least) throw brokenGguf('it ends within an array of its metadata')
  if (type === TEXT || type === ARRAY) {
    const values: GgufValue[] = []
    for (let i = 0; i < count; i++) values.push(readValue(cursor, type, depth))
    return values
  }
  if (type !== BOOL) {
    const number = numberType(type)
    return new number.array(cursor.bytes(count * number.bytes))
  }
  const truths = new Uint8Array(cursor.bytes(count))
  truths.forEach(readBool)
  return truths
}

function readBool(byte: number): boolean {
  if (byte > 1) throw brokenGguf(`its metadata has a truth value of ${byte}`)
  return byte === 1
}

function numberType(type: number): NumberType {
  const known = NUMBERS[type]
  if (known === undefined) throw brokenGguf(`its metadata has a value of the unknown type ${type}`)
  return known
}
