/*
 * IEEE 754 binary16 and bfloat16 as raw 16-bit patterns. Node 20 and older browsers have no Float16Array.
 */

const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/** Nearest binary16, ties to even; beyond 65504 an infinity, below 2⁻²⁴ a zero, NaN stays NaN. */
export function halfFromFloat(value: number): number {
  float[0] = value
  const x = bits[0] ?? 0
  const sign = (x >>> 16) & 0x8000
  const size = x & 0x7fffffff
  if (size > 0x7f800000) return sign | 0x7e00
  if (size >= 0x477ff000) return sign | 0x7c00
  if (size >= 0x38800000) {
    // A normal half: rebias the exponent and round away 13 bits; a carry into the exponent is right.
    return sign | ((size - 0x38000000 + 0x0fff + ((size >>> 13) & 1)) >>> 13)
  }
  // A subnormal half is a whole number of 2⁻²⁴; adding 0.5 lets the float unit do the rounding.
  float[0] = Math.abs(value) + 0.5
  return sign | ((bits[0] ?? 0) - 0x3f000000)
}

/** The number that IEEE binary16 bits stand for, subnormals, infinities and NaN included. */
export function floatFromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** The binary16 whose two bytes, little endian, start at byte `at`. */
export function floatFromHalfBytes(data: Uint8Array, at: number): number {
  return floatFromHalf((data[at] as number) | ((data[at + 1] as number) << 8))
}

/** bfloat16 is the upper half of a float32. */
export function floatFromBfloat(pattern: number): number {
  bits[0] = pattern << 16
  return float[0] ?? Number.NaN
}

/** float32 numbers as the nearest bfloat16. A loop, as no list has as many entries as a model's embedding. */
export function toBfloat16(values: Float32Array): Uint16Array {
  const patterns = new Uint16Array(values.length)
  for (let i = 0; i < patterns.length; i++) patterns[i] = bfloatFromFloat(values[i] as number)
  return patterns
}

/** Nearest bfloat16, ties to even; a NaN stays one. */
function bfloatFromFloat(value: number): number {
  float[0] = value
  const x = bits[0] ?? 0
  if ((x & 0x7fffffff) > 0x7f800000) return (x >>> 16) | 0x40
  return (x + 0x7fff + ((x >>> 16) & 1)) >>> 16
}
