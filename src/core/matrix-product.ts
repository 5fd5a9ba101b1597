/*
 * Dense float64 products for the SVD. All matrices are row major. Indexed reads are cast instead of defaulted:
 * these loops carry nearly all of the decomposition's time.
 */

/** `A Bᵀ` for `A [rowsA, inner]` and `B [rowsB, inner]`: `[rowsA, rowsB]`. */
export function multiplyTransposed(
  a: Float64Array,
  rowsA: number,
  b: Float64Array,
  rowsB: number,
  inner: number,
): Float64Array {
  const product = new Float64Array(rowsA * rowsB)
  for (let i = 0; i < rowsA; i += 2) {
    for (let j = 0; j < rowsB; j += 4) {
      if (i + 2 <= rowsA && j + 4 <= rowsB) tile(a, i, b, j, inner, product, rowsB)
      else edge(a, i, Math.min(rowsA, i + 2), b, j, Math.min(rowsB, j + 4), inner, product, rowsB)
    }
  }
  return product
}

/** `A Aᵀ` for `A [rows, inner]`, of which only one half is computed and then mirrored. */
export function gramOfRows(a: Float64Array, rows: number, inner: number): Float64Array {
  const gram = new Float64Array(rows * rows)
  for (let i = 0; i < rows; i += 2) {
    for (let j = 0; j <= i + 1 && j < rows; j += 4) {
      if (i + 2 <= rows && j + 4 <= rows) tile(a, i, a, j, inner, gram, rows)
      else edge(a, i, Math.min(rows, i + 2), a, j, Math.min(rows, j + 4), inner, gram, rows)
    }
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) gram[j * rows + i] = gram[i * rows + j] as number
  }
  return gram
}

/** `Aᵀ` for `A [rows, columns]`. */
export function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(a.length)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = a[i * columns + j] as number
  }
  return result
}

/** Eight dot products at once, so that each number read serves two or four of them. */
function tile(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  inner: number,
  product: Float64Array,
  stride: number,
): void {
  let s00 = 0
  let s01 = 0
  let s02 = 0
  let s03 = 0
  let s10 = 0
  let s11 = 0
  let s12 = 0
  let s13 = 0
  const a0 = i * inner
  const a1 = a0 + inner
  const b0 = j * inner
  const b1 = b0 + inner
  const b2 = b1 + inner
  const b3 = b2 + inner
  for (let k = 0; k < inner; k++) {
    const x0 = a[a0 + k] as number
    const x1 = a[a1 + k] as number
    const y0 = b[b0 + k] as number
    const y1 = b[b1 + k] as number
    const y2 = b[b2 + k] as number
    const y3 = b[b3 + k] as number
    s00 += x0 * y0
    s01 += x0 * y1
    s02 += x0 * y2
    s03 += x0 * y3
    s10 += x1 * y0
    s11 += x1 * y1
    s12 += x1 * y2
    s13 += x1 * y3
  }
  const row0 = i * stride + j
  const row1 = row0 + stride
  product[row0] = s00
  product[row0 + 1] = s01
  product[row0 + 2] = s02
  product[row0 + 3] = s03
  product[row1] = s10
  product[row1 + 1] = s11
  product[row1 + 2] = s12
  product[row1 + 3] = s13
}

function edge(
  a: Float64Array,
  iStart: number,
  iEnd: number,
  b: Float64Array,
  jStart: number,
  jEnd: number,
  inner: number,
  product: Float64Array,
  stride: number,
): void {
  for (let i = iStart; i < iEnd; i++) {
    for (let j = jStart; j < jEnd; j++) {
      let sum = 0
      for (let k = 0; k < inner; k++) sum += (a[i * inner + k] as number) * (b[j * inner + k] as number)
      product[i * stride + j] = sum
    }
  }
}
