import {
  type Code,
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
 * `A −= v wᵀ + w vᵀ` and then `y = A x`, in one pass over A, which does not fit the nearest cache. Two rows at a
 * time, up to the row that starts at `end`; `bytes` of each row, a multiple of 32.
 */
export const updateAndMultiply = defineFunction(
  'updateAndMultiply',
  { a: I32, stride: I32, end: I32, v: I32, w: I32, x: I32, y: I32, bytes: I32 },
  (p, local) => {
    // v and w are read along the row from their start, and for each row at its own place.
    const vAt = local(I32)
    const wAt = local(I32)
    const k = local(I32)
    const [v, w, x, updated] = [local(V128), local(V128), local(V128), local(V128)]
    const rows = Array.from({ length: ROWS }, (_, row) => ({
      row,
      at: local(I32),
      v: local(V128),
      w: local(V128),
      sums: [local(V128), local(V128)],
    }))
    const at = (base: number): Code => i32.add(get(base), get(k))
    const step = (half: 0 | 1): Code[] => [
      set(v, f64x2.load(at(p.v), 16 * half)),
      set(w, f64x2.load(at(p.w), 16 * half)),
      set(x, f64x2.load(at(p.x), 16 * half)),
      ...rows.flatMap((row) => {
        const sum = row.sums[half] ?? 0
        const before = f64x2.load(at(row.at), 16 * half)
        return [
          set(updated, multiplySubtract(get(row.v), get(w), multiplySubtract(get(row.w), get(v), before))),
          f64x2.store(at(row.at), get(updated), 16 * half),
          set(sum, multiplyAdd(get(updated), get(x), get(sum))),
        ]
      }),
    ]
    const begin = rows.flatMap(({ row, at: start, v: vRow, w: wRow, sums }) => [
      set(start, i32.add(get(p.a), i32.mul(get(p.stride), int(row)))),
      set(vRow, f64x2.splat(f64.load(get(vAt), 8 * row))),
      set(wRow, f64x2.splat(f64.load(get(wAt), 8 * row))),
      ...sums.map((sum) => set(sum, f64x2.zero)),
    ])
    const finish = rows.flatMap(({ row, sums: [first = 0, second = 0] }) => [
      set(first, f64x2.add(get(first), get(second))),
      f64.store(get(p.y), f64x2.sum(first), 8 * row),
    ])
    return [
      set(vAt, get(p.v)),
      set(wAt, get(p.w)),
      whileTrue(i32.lt(get(p.a), get(p.end)), [
        ...begin,
        set(k, int(0)),
        whileTrue(i32.lt(get(k), get(p.bytes)), [...step(0), ...step(1), set(k, i32.add(get(k), int(32)))]),
        ...finish,
        set(p.a, i32.add(get(p.a), i32.mul(get(p.stride), int(ROWS)))),
        ...[vAt, wAt, p.y].map((base) => set(base, i32.add(get(base), int(8 * ROWS)))),
      ]),
    ]
  },
)
