import {
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

/** `a·a`, `b·b` and `a·b` of two rows, one after another to `out`. */
export const pairProducts = (fma: MultiplyAdd) =>
  defineFunction('pairProducts', { a: I32, b: I32, bytes: I32, out: I32 }, (p, local) => {
    const [x, y, end] = [local(V128), local(V128), local(I32)]
    const sums = [
      { sum: local(V128), left: x, right: x },
      { sum: local(V128), left: y, right: y },
      { sum: local(V128), left: x, right: y },
    ]
    return [
      set(end, i32.add(get(p.a), get(p.bytes))),
      whileTrue(i32.lt(get(p.a), get(end)), [
        set(x, f64x2.load(get(p.a))),
        set(y, f64x2.load(get(p.b))),
        ...sums.map(({ sum, left, right }) => set(sum, fma.add(get(left), get(right), get(sum)))),
        ...[p.a, p.b].map((at) => set(at, i32.add(get(at), int(16)))),
      ]),
      ...sums.map(({ sum }, place) => f64.store(get(p.out), f64x2.sum(sum), 8 * place)),
    ]
  })

/** `a = cosine a − sine b` and `b = sine a + cosine b`. */
export const turnPair = (fma: MultiplyAdd) =>
  defineFunction('turnPair', { a: I32, b: I32, bytes: I32, cosine: F64, sine: F64 }, (p, local) => {
    const [x, y, c, s, end] = [local(V128), local(V128), local(V128), local(V128), local(I32)]
    return [
      set(c, f64x2.splat(get(p.cosine))),
      set(s, f64x2.splat(get(p.sine))),
      set(end, i32.add(get(p.a), get(p.bytes))),
      whileTrue(i32.lt(get(p.a), get(end)), [
        set(x, f64x2.load(get(p.a))),
        set(y, f64x2.load(get(p.b))),
        f64x2.store(get(p.a), fma.subtract(get(s), get(y), f64x2.mul(get(c), get(x)))),
        f64x2.store(get(p.b), fma.add(get(c), get(y), f64x2.mul(get(s), get(x)))),
        ...[p.a, p.b].map((at) => set(at, i32.add(get(at), int(16)))),
      ]),
    ]
  })
