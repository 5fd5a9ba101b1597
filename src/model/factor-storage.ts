import type { StoredArray } from './factored-model.ts'
import { BLOCK_ROWS, columnsOf, type Int8Columns, quantiseColumns } from './int8-blocks.ts'
import { rawTensor } from './raw-tensor.ts'
import type { RawTensor } from './safetensors.ts'
import { type StorageType, store, toFloat16, toFloat32 } from './stored-array.ts'

/** How a bundle stores U and V. */
export const FACTOR_TYPES = ['f16', 'f32', 'q8'] as const
export type FactorType = (typeof FACTOR_TYPES)[number]

/** How it stores the matrices that are not factored: q8 is for singular vectors alone. */
export function otherMatrices(type: FactorType): StorageType {
  return type === 'q8' ? 'f16' : type
}

/** Singular vectors as a bundle has them. */
export interface StoredVectors {
  /** By name; q8 has `NAME.scales` beside `NAME`. */
  readonly tensors: readonly (readonly [string, RawTensor])[]
  /** What a reader will make of them. */
  readonly values: Float32Array
}

/**
 * @param vectors `[rows, rank]` row major, each column a singular vector.
 * @throws AppError `numeric` where a number does not fit the type.
 */
export function storeVectors(
  name: string,
  vectors: Float64Array,
  rows: number,
  type: FactorType,
): StoredVectors {
  const rank = vectors.length / rows
  if (type !== 'q8') {
    const stored = store(Float32Array.from(vectors), type)
    return { tensors: [[name, rawTensor(stored, [rows, rank])]], values: toFloat32(stored) }
  }
  const int8 = quantiseColumns(vectors, rows, rank)
  const data = new Uint8Array(int8.data.buffer)
  const scales = rawTensor({ dtype: 'F16', data: int8.scales }, [scaleRows(rows), rank])
  return {
    tensors: [
      [name, { dtype: 'I8', shape: [rows, rank], data }],
      [`${name}.scales`, scales],
    ],
    values: toFloat32(expandInt8(int8, rank)),
  }
}

/** 8-bit singular vectors as the engines take them. The rounding to float16 is a hundredth of that to 8 bits. */
export function expandInt8(int8: Int8Columns, rank: number): StoredArray {
  return toFloat16(columnsOf(int8, rank))
}

/** Rows of scales that vectors of this length have. */
export function scaleRows(rows: number): number {
  return Math.ceil(rows / BLOCK_ROWS)
}
