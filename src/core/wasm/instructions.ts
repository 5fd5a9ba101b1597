/*
 * WebAssembly instructions as bytes (WebAssembly Core Specification 2.0, §5.4 and §6). An expression is the list of
 * bytes that leaves one value on the stack; a statement leaves none.
 */

export type Code = readonly number[]

export const I32 = 0x7f
export const F64 = 0x7c
export const V128 = 0x7b

/** LEB128 of a whole number, not negative (§5.2.2). */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest & 127) | 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}

function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const low = rest & 127
    rest >>= 7
    if ((rest === 0 && low < 64) || (rest === -1 && low >= 64)) return [...bytes, low]
    bytes.push(low | 128)
  }
}

/** The value of a local. */
export const get = (local: number): Code => [0x20, ...unsigned(local)]
/** Puts a value into a local; a statement. */
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)]
/** An i32 constant. */
export const int = (value: number): Code => [0x41, ...signed(value)]

const binary =
  (opcode: number) =>
  (a: Code, b: Code): Code => [...a, ...b, opcode]
export const i32 = {
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  lt: binary(0x48),
  gt: binary(0x4a),
}

/** Addresses are in bytes; alignment is promised as 8, because a row may start at any float64. */
const memory = (opcode: Code, offset: number): Code => [...opcode, 3, ...unsigned(offset)]
export const f64 = {
  add: binary(0xa0),
  sub: binary(0xa1),
  mul: binary(0xa2),
  load: (address: Code, offset = 0): Code => [...address, ...memory([0x2b], offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...memory([0x39], offset)],
}

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)]
const binarySimd =
  (opcode: number) =>
  (a: Code, b: Code): Code => [...a, ...b, ...simd(opcode)]
/** Two float64 side by side. */
export const f64x2 = {
  add: binarySimd(0xf0),
  sub: binarySimd(0xf1),
  mul: binarySimd(0xf2),
  splat: (value: Code): Code => [...value, ...simd(0x14)],
  lane: (value: Code, lane: 0 | 1): Code => [...value, ...simd(0x21), lane],
  load: (address: Code, offset = 0): Code => [...address, ...memory(simd(0x00), offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...memory(simd(0x0b), offset),
  ],
  zero: [...simd(0x0c), ...Array<number>(16).fill(0)] as Code,
  /** The sum of both. */
  sum: (local: number): Code => f64.add(f64x2.lane(get(local), 0), f64x2.lane(get(local), 1)),
}

/** Multiplication and addition of two float64 side by side. */
export interface MultiplyAdd {
  /** `a b + c` */
  add(a: Code, b: Code, c: Code): Code
  /** `c − a b` */
  subtract(a: Code, b: Code, c: Code): Code
}

export const TWO_STEPS: MultiplyAdd = {
  add: (a, b, c) => f64x2.add(c, f64x2.mul(a, b)),
  subtract: (a, b, c) => f64x2.sub(c, f64x2.mul(a, b)),
}

/** Of the relaxed SIMD extension: one step, and one rounding, where the processor has it. */
export const FUSED: MultiplyAdd = {
  add: (a, b, c) => [...a, ...b, ...c, ...simd(0x107)],
  subtract: (a, b, c) => [...a, ...b, ...c, ...simd(0x108)],
}

/** Runs the body while the condition holds. */
export const whileTrue = (condition: Code, body: readonly Code[]): Code => [
  ...[0x02, 0x40, 0x03, 0x40],
  // Out of the block where the condition is 0.
  ...[...condition, 0x45, 0x0d, 1],
  ...body.flat(),
  ...[0x0c, 0, 0x0b, 0x0b],
]
