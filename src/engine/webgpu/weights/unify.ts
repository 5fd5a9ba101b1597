import type { Linear, StoredArray } from '../../../model/factored-model.ts'

/** What the kernels need of a factored linear. */
export interface FactoredPart {
  readonly rank: number
  readonly u: StoredArray
  readonly v: StoredArray
}

/**
 * The linears of a fused group as factors, or null where all are dense. Where a model mixes the two, a dense
 * `W` becomes `U = W, V = I` with scales of one (see `layoutScales`), which is the same linear exactly.
 */
export function unify(linears: readonly Linear[]): readonly FactoredPart[] | null {
  if (linears.every((linear) => linear.form === 'dense')) return null
  return linears.map((linear) =>
    linear.form === 'factored'
      ? linear
      : { rank: linear.in, u: linear.w, v: identity(linear.in, linear.w.dtype) },
  )
}

function identity(size: number, dtype: StoredArray['dtype']): StoredArray {
  if (dtype === 'F16') {
    const data = new Uint16Array(size * size)
    for (let i = 0; i < size; i++) data[i * (size + 1)] = 0x3c00
    return { dtype, data }
  }
  const data = new Float32Array(size * size)
  for (let i = 0; i < size; i++) data[i * (size + 1)] = 1
  return { dtype, data }
}
