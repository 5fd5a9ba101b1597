import { formatId, type GgufType } from './tensor-types.ts'

/** A metadata value with its type in the file. */
export type TypedValue =
  | { readonly u8: number }
  | { readonly i8: number }
  | { readonly u16: number }
  | { readonly i16: number }
  | { readonly u32: number }
  | { readonly i32: number }
  | { readonly f32: number }
  | { readonly bool: number }
  | { readonly text: string }
  | { readonly list: readonly TypedValue[]; readonly of: keyof typeof TYPE_IDS }
  | { readonly u64: bigint }
  | { readonly i64: bigint }
  | { readonly f64: number }

export interface TensorBytes {
  /** Outermost first. */
  readonly shape: readonly number[]
  readonly type: GgufType
  readonly data: Uint8Array
}

export interface GgufContent {
  readonly version?: number
  readonly alignment?: number
  readonly metadata: readonly (readonly [string, TypedValue])[]
  readonly tensors: readonly (readonly [string, TensorBytes])[]
}

const TYPE_IDS = {
  u8: 0,
  i8: 1,
  u16: 2,
  i16: 3,
  u32: 4,
  i32: 5,
  f32: 6,
  bool: 7,
  text: 8,
  list: 9,
  u64: 10,
  i64: 11,
  f64: 12,
} as const

/** A GGUF file with this content. Nothing is checked, so that unsound files can be made too. */
export function writeGguf(content: GgufContent): Uint8Array<ArrayBuffer> {
  const { version = 3, alignment = 32, metadata, tensors } = content
  const file: number[] = []
  const scratch = new DataView(new ArrayBuffer(8))
  const put = (size: number, write: () => void) => {
    write()
    for (let k = 0; k < size; k++) file.push(scratch.getUint8(k))
  }
  const u32 = (value: number) => put(4, () => scratch.setUint32(0, value, true))
  const u64 = (value: number | bigint) => put(8, () => scratch.setBigUint64(0, BigInt(value), true))
  const text = (value: string) => {
    const bytes = new TextEncoder().encode(value)
    u64(bytes.length)
    for (const byte of bytes) file.push(byte)
  }
  const pad = () => {
    while (file.length % alignment !== 0) file.push(0)
  }
  const value = (typed: TypedValue): void => {
    if ('u8' in typed) file.push(typed.u8)
    else if ('i8' in typed) file.push(typed.i8 & 255)
    else if ('bool' in typed) file.push(typed.bool)
    else if ('u16' in typed) put(2, () => scratch.setUint16(0, typed.u16, true))
    else if ('i16' in typed) put(2, () => scratch.setInt16(0, typed.i16, true))
    else if ('u32' in typed) u32(typed.u32)
    else if ('i32' in typed) put(4, () => scratch.setInt32(0, typed.i32, true))
    else if ('f32' in typed) put(4, () => scratch.setFloat32(0, typed.f32, true))
    else if ('u64' in typed) u64(typed.u64)
    else if ('i64' in typed) put(8, () => scratch.setBigInt64(0, typed.i64, true))
    else if ('f64' in typed) put(8, () => scratch.setFloat64(0, typed.f64, true))
    else if ('text' in typed) text(typed.text)
    else {
      u32(TYPE_IDS[typed.of])
      u64(typed.list.length)
      for (const item of typed.list) value(item)
    }
  }

  file.push(...new TextEncoder().encode('GGUF'))
  u32(version)
  u64(tensors.length)
  u64(metadata.length)
  for (const [key, typed] of metadata) {
    text(key)
    const kind = Object.keys(typed).find((name) => name in TYPE_IDS) as keyof typeof TYPE_IDS
    u32(TYPE_IDS[kind])
    value(typed)
  }
  let offset = 0
  for (const [name, { shape, type, data }] of tensors) {
    text(name)
    u32(shape.length)
    for (const size of [...shape].reverse()) u64(size)
    u32(formatId(type))
    u64(offset)
    offset += Math.ceil(data.length / alignment) * alignment
  }
  pad()
  const parts = tensors.map(([, { data }]) => data)
  const result = new Uint8Array(file.length + offset)
  result.set(file)
  let position = file.length
  for (const part of parts) {
    result.set(part, position)
    position += Math.ceil(part.length / alignment) * alignment
  }
  return result
}
