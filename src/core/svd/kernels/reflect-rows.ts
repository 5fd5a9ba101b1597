import {
  type Code,
  F64,
  f64,
  f64x2,
  get,
  I32,
  i32,
  int,
  multiplyAdd,
  multiplySubtract,
  set,
  V128,
  whileTrue,
} from '../../wasm/instructions.ts'
import { defineFunction } from '../../wasm/module.ts'

const ROWS = 2

/**
 * `Q ← Q (I − scale v vᵀ)`, two rows at a time, up to the row that starts at `end`; `bytes` of each row, a multiple
 * of 32.
 */
export const reflectRows = defineFunction(
  'reflectRows',
  { q: I32, stride: I32, end: I32, v: I32, bytes: I32, scale: F64 },
  (p, local) => {
    const k = local(I32)
    const v = local(V128)
    const rows = Array.from({ length: ROWS }, (_, row) => ({
      row,
      at: local(I32),
      overlap: local(V128),
      sums: [local(V128), local(V128)],
    }))
    const at = (base: number): Code => i32.add(get(base), get(k))
    const multiply = (half: 0 | 1): Code[] => [
      set(v, f64x2.load(at(p.v), 16 * half)),
      ...rows.map(({ at: start, sums }) => {
        const sum = sums[half] ?? 0
        return set(sum, multiplyAdd(f64x2.load(at(start), 16 * half), get(v), get(sum)))
      }),
    ]
    const subtract = (half: 0 | 1): Code[] => [
      set(v, f64x2.load(at(p.v), 16 * half)),
      ...rows.map(({ at: start, overlap }) => {
        const value = multiplySubtract(get(overlap), get(v), f64x2.load(at(start), 16 * half))
        return f64x2.store(at(start), value, 16 * half)
      }),
    ]
    const along = (body: (half: 0 | 1) => Code[]): Code[] => [
      set(k, int(0)),
      whileTrue(i32.lt(get(k), get(p.bytes)), [...body(0), ...body(1), set(k, i32.add(get(k), int(32)))]),
    ]
    return [
      whileTrue(i32.lt(get(p.q), get(p.end)), [
        ...rows.flatMap(({ row, at: start, sums }) => [
          set(start, i32.add(get(p.q), i32.mul(get(p.stride), int(row)))),
          ...sums.map((sum) => set(sum, f64x2.zero)),
        ]),
        ...along(multiply),
        ...rows.flatMap(({ overlap, sums: [first = 0, second = 0] }) => [
          set(first, f64x2.add(get(first), get(second))),
          set(overlap, f64x2.splat(f64.mul(f64x2.sum(first), get(p.scale)))),
        ]),
        ...along(subtract),
        set(p.q, i32.add(get(p.q), i32.mul(get(p.stride), int(ROWS)))),
      ]),
    ]
  },
)
