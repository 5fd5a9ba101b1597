import type { StoredArray } from '../../../model/factored-model.ts'
import { toFloat32 } from '../../../model/stored-array.ts'

/** Where each padded index of one axis comes from in the source; −1 is padding and reads as zero. */
export type AxisMap = Int32Array

/** A stored matrix seen as `W [K, N]`: element `(k, n)` is at `kMap[k] * kStride + nMap[n] * nStride`. */
export interface MatrixView {
  readonly source: StoredArray
  readonly kStride: number
  readonly nStride: number
  /** Length a multiple of 4. */
  readonly kMap: AxisMap
  /** Length a multiple of 4. */
  readonly nMap: AxisMap
}

/** `0 … size−1`, then padding to a multiple of four. */
export function plainAxis(size: number): AxisMap {
  return Int32Array.from({ length: 4 * Math.ceil(size / 4) }, (_, i) => (i < size ? i : -1))
}

/** `heads` heads of `size`, each padded to a multiple of four. */
export function headAxis(heads: number, size: number): AxisMap {
  const padded = 4 * Math.ceil(size / 4)
  return Int32Array.from({ length: heads * padded }, (_, i) => {
    const inside = i % padded
    return inside < size ? Math.floor(i / padded) * size + inside : -1
  })
}

/** As `headAxis`, with the rotary partners `i` and `i + size/2` side by side. */
export function rotaryAxis(heads: number, size: number): AxisMap {
  const padded = 4 * Math.ceil(size / 4)
  return Int32Array.from({ length: heads * padded }, (_, i) => {
    const inside = i % padded
    if (inside >= size) return -1
    return Math.floor(i / padded) * size + (inside >> 1) + (inside & 1) * (size / 2)
  })
}

/** Packed tiles and how a kernel has to read them. */
export interface PackedMatrix {
  readonly dtype: 'F16' | 'F32'
  readonly data: Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>
}

/**
 * Packs matrices into 4 × 4 tiles, each tile row by row. `stacked` puts one matrix after the other, tile
 * `(k/4, n/4)` of each at `k/4 · N/4 + n/4`; `beside` joins matrices of equal K into one of N = the sum of
 * theirs. Float16 stays float16, bit for bit, when all of them are; otherwise all become float32.
 */
export function packTiles(views: readonly MatrixView[], order: 'stacked' | 'beside'): PackedMatrix {
  const isHalf = views.every((view) => view.source.dtype === 'F16')
  const sources = views.map((view) => (isHalf ? view.source.data : toFloat32(view.source)))
  const length = views.reduce((sum, view) => sum + view.kMap.length * view.nMap.length, 0)
  const data = isHalf ? new Uint16Array(length) : new Float32Array(length)
  let at = 0

  function packTileRow(index: number, k4: number): void {
    const view = views[index]
    const source = sources[index]
    if (!view || !source) return
    const { kMap, nMap, kStride, nStride } = view
    for (let n4 = 0; n4 < nMap.length; n4 += 4) {
      for (let i = 0; i < 16; i++) {
        const k = kMap[k4 + (i >> 2)] ?? -1
        const n = nMap[n4 + (i & 3)] ?? -1
        if (k >= 0 && n >= 0) data[at] = source[k * kStride + n * nStride] ?? 0
        at++
      }
    }
  }

  if (order === 'stacked') {
    for (const [index, view] of views.entries()) {
      for (let k4 = 0; k4 < view.kMap.length; k4 += 4) packTileRow(index, k4)
    }
  } else {
    const rows = views[0]?.kMap.length ?? 0
    for (let k4 = 0; k4 < rows; k4 += 4) {
      for (const index of views.keys()) packTileRow(index, k4)
    }
  }
  return { dtype: isHalf ? 'F16' : 'F32', data }
}

/** Copies `values` in the order of `axis`, padding with zeros; all zeros where there are none. */
export function packVector(values: ArrayLike<number> | null, axis: AxisMap): Float32Array<ArrayBuffer> {
  return Float32Array.from(axis, (from) => (from < 0 ? 0 : (values?.[from] ?? 0)))
}
