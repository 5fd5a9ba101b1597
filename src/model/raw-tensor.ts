import { AppError } from '../core/errors.ts'
import type { StoredArray } from './factored-model.ts'
import { floatFromBfloat, floatFromHalf } from './half.ts'
import type { RawTensor } from './safetensors.ts'

/**
 * A tensor's numbers as float32.
 * @throws AppError `bad-model` for a type that holds no floating-point numbers.
 */
export function tensorFloats(tensor: RawTensor, name: string): Float32Array {
  switch (tensor.dtype) {
    case 'F32':
      return new Float32Array(aligned(tensor.data, 4))
    case 'F16':
      return widened(tensor.data, floatFromHalf)
    case 'BF16':
      return widened(tensor.data, floatFromBfloat)
    default:
      throw new AppError('bad-model', `${name} holds ${tensor.dtype} numbers, not floating-point ones.`)
  }
}

/**
 * A matrix as the bundle stores it, without conversion: a view into its file where alignment allows it, since the
 * matrices are all that a bundle's files hold.
 * @throws AppError `bad-model` for a type other than F32 and F16.
 */
export function tensorStored(tensor: RawTensor, name: string): StoredArray {
  const { data, dtype } = tensor
  const place = (elementBytes: number): [ArrayBufferLike, number, number] =>
    data.byteOffset % elementBytes === 0
      ? [data.buffer, data.byteOffset, Math.floor(data.length / elementBytes)]
      : [aligned(data, elementBytes), 0, Math.floor(data.length / elementBytes)]
  if (dtype === 'F32') return { dtype, data: new Float32Array(...place(4)) }
  if (dtype === 'F16') return { dtype, data: new Uint16Array(...place(2)) }
  throw new AppError('bad-model', `${name} is stored as ${tensor.dtype}; a bundle holds F32 and F16.`)
}

/** @param shape its product is the array's length. */
export function rawTensor(array: StoredArray, shape: readonly number[]): RawTensor {
  const { buffer, byteOffset, byteLength } = array.data
  return { dtype: array.dtype, shape, data: new Uint8Array(buffer, byteOffset, byteLength) }
}

/** float32 numbers as a tensor, a view of them; one axis unless a shape is given. */
export function rawFloats(data: Float32Array, shape: readonly number[] = [data.length]): RawTensor {
  return rawTensor({ dtype: 'F32', data }, shape)
}

/** A loop: `Float32Array.from` with a function makes a list of all numbers first, and no list has more than 2²⁷ entries. */
function widened(data: Uint8Array, float: (pattern: number) => number): Float32Array {
  const patterns = new Uint16Array(aligned(data, 2))
  const result = new Float32Array(patterns.length)
  for (let i = 0; i < result.length; i++) result[i] = float(patterns[i] as number)
  return result
}

/** A copy, because a view into a file may start at any byte and would keep the whole file in memory. */
function aligned(data: Uint8Array, elementBytes: number): ArrayBuffer {
  const copy = new ArrayBuffer(data.length - (data.length % elementBytes))
  new Uint8Array(copy).set(data.subarray(0, copy.byteLength))
  return copy
}
