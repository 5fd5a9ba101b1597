import {
  type Code,
  F64,
  f64,
  f64x2,
  get,
  I32,
  i32,
  int,
  type MultiplyAdd,
  set,
  V128,
  whileTrue,
} from '../../wasm/instructions.ts'
import { defineFunction } from '../../wasm/module.ts'

/**
 * `Q ← Q (I − scaleV v vᵀ) (I − scaleW w wᵀ)`, two reflectors and four rows at a time, because Q does not fit the
 * nearest cache; up to the row that starts at `end`. `cross` is `vᵀ w`; `bytes` of each row, a multiple of 16.
 */
export const reflectRows = (fma: MultiplyAdd) =>
  defineFunction(
    'reflectRows',
    { q: I32, stride: I32, end: I32, v: I32, w: I32, bytes: I32, scaleV: F64, scaleW: F64, cross: F64 },
    (p, local) => {
      const k = local(I32)
      const [v, w, entry] = [local(V128), local(V128), local(V128)]
      const overlap = local(F64)
      const rows = [0, 1, 2, 3].map((row) => ({ row, at: local(I32), v: local(V128), w: local(V128) }))
      const at = (base: number): Code => i32.add(get(base), get(k))
      const read = [set(v, f64x2.load(at(p.v))), set(w, f64x2.load(at(p.w)))]
      const along = (body: readonly Code[]): Code[] => [
        set(k, int(0)),
        whileTrue(i32.lt(get(k), get(p.bytes)), [...read, ...body, set(k, i32.add(get(k), int(16)))]),
      ]
      const begin = rows.flatMap((row) => [
        set(row.at, i32.add(get(p.q), i32.mul(get(p.stride), int(row.row)))),
        set(row.v, f64x2.zero),
        set(row.w, f64x2.zero),
      ])
      const multiply = rows.flatMap((row) => [
        set(entry, f64x2.load(at(row.at))),
        set(row.v, fma.add(get(entry), get(v), get(row.v))),
        set(row.w, fma.add(get(entry), get(w), get(row.w))),
      ])
      const scale = rows.flatMap((row) => [
        set(overlap, f64.mul(get(p.scaleV), f64x2.sum(row.v))),
        set(row.v, f64x2.splat(get(overlap))),
        set(overlap, f64.mul(get(p.scaleW), f64.sub(f64x2.sum(row.w), f64.mul(get(overlap), get(p.cross))))),
        set(row.w, f64x2.splat(get(overlap))),
      ])
      const subtract = rows.map((row) =>
        f64x2.store(
          at(row.at),
          fma.subtract(get(row.w), get(w), fma.subtract(get(row.v), get(v), f64x2.load(at(row.at)))),
        ),
      )
      return [
        whileTrue(i32.lt(get(p.q), get(p.end)), [
          ...begin,
          ...along(multiply),
          ...scale,
          ...along(subtract),
          set(p.q, i32.add(get(p.q), i32.mul(get(p.stride), int(rows.length)))),
        ]),
      ]
    },
  )
