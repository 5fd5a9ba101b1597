import {
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

/** Columns of a panel: what one row of it keeps in registers on the way up. */
export const PANEL_COLUMNS = 16
export const PANEL_ROW_BYTES = 8 * PANEL_COLUMNS

/**
 * A chain of rotations of neighbouring rows of a panel, from the row at `last` up to that at `first`. Rotation
 * (cosine, sine) of rows i and i + 1 makes `row i+1 = sine row i + cosine row i+1` and
 * `row i = cosine row i − sine row i+1`, and the new row i is the one that the next rotation turns.
 */
export const sweep = (fma: MultiplyAdd) =>
  defineFunction('sweep', { first: I32, last: I32, rotations: I32 }, (p, local) => {
    const [cosine, sine, row] = [local(V128), local(V128), local(V128)]
    const carried = Array.from({ length: PANEL_COLUMNS / 2 }, (_, k) => ({
      offset: 16 * k,
      value: local(V128),
    }))
    const above = i32.sub(get(p.last), int(PANEL_ROW_BYTES))
    return [
      ...carried.map(({ offset, value }) => set(value, f64x2.load(get(p.last), offset))),
      whileTrue(i32.gt(get(p.last), get(p.first)), [
        set(cosine, f64x2.splat(f64.load(get(p.rotations)))),
        set(sine, f64x2.splat(f64.load(get(p.rotations), 8))),
        ...carried.flatMap(({ offset, value }) => [
          set(row, f64x2.load(above, offset)),
          f64x2.store(get(p.last), fma.add(get(cosine), get(value), f64x2.mul(get(sine), get(row))), offset),
          set(value, fma.subtract(get(sine), get(value), f64x2.mul(get(cosine), get(row)))),
        ]),
        set(p.last, above),
        set(p.rotations, i32.add(get(p.rotations), int(16))),
      ]),
      ...carried.map(({ offset, value }) => f64x2.store(get(p.first), get(value), offset)),
    ]
  })
