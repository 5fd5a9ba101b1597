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
 * `A −= v wᵀ + w vᵀ` and then `y = A x` for a symmetric matrix of which only the lower triangle is kept, in one pass
 * over it, because it does not fit the nearest cache. Two rows at a time, up to the row that starts at `end`.
 */
export const updateAndMultiply = (fma: MultiplyAdd) =>
  defineFunction(
    'updateAndMultiply',
    { a: I32, stride: I32, end: I32, v: I32, w: I32, x: I32, y: I32 },
    (p, local) => {
      /** Where the pair of rows stands in the vectors, in bytes, and so where its diagonal block begins. */
      const place = local(I32)
      const k = local(I32)
      const [v, w, x, entry, product] = [local(V128), local(V128), local(V128), local(V128), local(V128)]
      const rows = [0, 1].map((row) => ({
        row,
        at: local(I32),
        v: local(V128),
        w: local(V128),
        x: local(V128),
        sum: local(V128),
      }))
      const along = (base: number): Code => i32.add(get(base), get(k))
      const own = (base: number): Code => i32.add(get(base), get(place))

      const begin = rows.flatMap((row) => [
        set(row.at, i32.add(get(p.a), i32.mul(get(p.stride), int(row.row)))),
        set(row.v, f64x2.splat(f64.load(own(p.v), 8 * row.row))),
        set(row.w, f64x2.splat(f64.load(own(p.w), 8 * row.row))),
        set(row.x, f64x2.splat(f64.load(own(p.x), 8 * row.row))),
        set(row.sum, f64x2.zero),
      ])
      const beside: Code[] = [
        set(v, f64x2.load(along(p.v))),
        set(w, f64x2.load(along(p.w))),
        set(x, f64x2.load(along(p.x))),
        set(product, f64x2.load(along(p.y))),
        ...rows.flatMap((row) => [
          set(
            entry,
            fma.subtract(get(row.v), get(w), fma.subtract(get(row.w), get(v), f64x2.load(along(row.at)))),
          ),
          f64x2.store(along(row.at), get(entry)),
          set(row.sum, fma.add(get(entry), get(x), get(row.sum))),
          set(product, fma.add(get(entry), get(row.x), get(product))),
        ]),
        f64x2.store(along(p.y), get(product)),
        set(k, i32.add(get(k), int(16))),
      ]
      // The two by two block on the diagonal, number by number.
      const [first, corner, second] = [local(F64), local(F64), local(F64)]
      const scalar = (base: number, row: number): Code => f64.load(own(base), 8 * row)
      const updated = (at: number, column: number, i: number, j: number): Code =>
        f64.sub(
          f64.load(own(at), 8 * column),
          f64.add(f64.mul(scalar(p.v, i), scalar(p.w, j)), f64.mul(scalar(p.w, i), scalar(p.v, j))),
        )
      const total = (sum: number, left: number, right: number): Code =>
        f64.add(
          f64x2.sum(sum),
          f64.add(f64.mul(get(left), scalar(p.x, 0)), f64.mul(get(right), scalar(p.x, 1))),
        )
      const diagonal = rows.flatMap((row) =>
        row.row === 0
          ? [set(first, updated(row.at, 0, 0, 0)), f64.store(own(row.at), get(first))]
          : [
              set(corner, updated(row.at, 0, 1, 0)),
              f64.store(own(row.at), get(corner)),
              set(second, updated(row.at, 1, 1, 1)),
              f64.store(own(row.at), get(second), 8),
            ],
      )
      const finish = rows.map(({ row, sum }) =>
        f64.store(own(p.y), row === 0 ? total(sum, first, corner) : total(sum, corner, second), 8 * row),
      )
      return [
        whileTrue(i32.lt(get(p.a), get(p.end)), [
          ...begin,
          set(k, int(0)),
          whileTrue(i32.lt(get(k), get(place)), beside),
          ...diagonal,
          ...finish,
          set(p.a, i32.add(get(p.a), i32.mul(get(p.stride), int(rows.length)))),
          set(place, i32.add(get(place), int(8 * rows.length))),
        ]),
      ]
    },
  )
