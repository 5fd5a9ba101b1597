import { AppError } from '../core/errors.ts'
import type { StoredArray } from './factored-model.ts'
import { floatFromHalf, halfFromFloat } from './half.ts'

/** How a bundle stores its matrices. */
export type StorageType = 'f16' | 'f32'

/** All 65536 halves as floats, made on first use: reading a model converts millions. */
let halfTable: Float32Array | null = null

/** The numbers themselves; a float32 array is returned as it is, not copied. */
export function toFloat32(array: StoredArray): Float32Array {
  if (array.dtype === 'F32') return array.data
  halfTable ??= Float32Array.from({ length: 65536 }, (_, half) => floatFromHalf(half))
  const table = halfTable
  const result = new Float32Array(array.data.length)
  const { data } = array
  for (let i = 0; i < result.length; i++) result[i] = table[data[i] as number] as number
  return result
}

/** A loop, as a call for every number of a model takes seconds. */
export function areFinite({ dtype, data }: StoredArray): boolean {
  if (dtype === 'F32') {
    // What is not finite times 0 is NaN, which no sum loses.
    let sum = 0
    for (let i = 0; i < data.length; i++) sum += (data[i] as number) * 0
    return sum === 0
  }
  for (let i = 0; i < data.length; i++) if (((data[i] as number) & 0x7c00) === 0x7c00) return false
  return true
}

/**
 * Rounds to float16.
 * @throws AppError `numeric` where a number is not finite or is beyond ±65504.
 */
export function toFloat16(values: Float32Array): StoredArray {
  const data = new Uint16Array(values.length)
  for (let i = 0; i < data.length; i++) {
    const half = halfFromFloat(values[i] ?? 0)
    if ((half & 0x7c00) === 0x7c00) {
      throw new AppError('numeric', `The number ${values[i]} does not fit into 16 bits.`, {
        advice: 'Store this model with 32-bit numbers.',
      })
    }
    data[i] = half
  }
  return { dtype: 'F16', data }
}

/** float32 numbers in the precision of storage; float16 rounds to nearest. */
export function store(values: Float32Array, type: StorageType): StoredArray {
  return type === 'f16' ? toFloat16(values) : { dtype: 'F32', data: values }
}
