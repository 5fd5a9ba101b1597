import { emit, type Graph, scalar, type Value } from '../graph.ts'
import { broadcastAxes, broadcastShapes, sameShape } from '../shapes.ts'
import { reshapeLike } from './layout.ts'
import { reduceSum } from './reduce.ts'
import type { GradientRule } from './rule.ts'

type Unary = (graph: Graph, x: Value) => Value
type Binary = (graph: Graph, a: Value, b: Value) => Value

const unary =
  (op: string): Unary =>
  (graph, x) =>
    emit(graph, op, [x], x.shape)

const binary =
  (op: string): Binary =>
  (graph, a, b) =>
    emit(graph, op, [a, b], broadcastShapes(a.shape, b.shape))

export const add = binary('Add')
export const sub = binary('Sub')
export const mul = binary('Mul')
export const div = binary('Div')
export const neg = unary('Neg')
export const exp = unary('Exp')
export const log = unary('Log')
export const sqrt = unary('Sqrt')
export const sigmoid = unary('Sigmoid')
export const relu = unary('Relu')
/** −1, 0 or 1: the slope of `relu` where it is taken of its result. */
const sign = unary('Sign')

/** Sums `gradient` over the axes that broadcasting added, so that it has the shape of `target` again. */
function sumTo(graph: Graph, gradient: Value, target: Value): Value {
  if (sameShape(gradient.shape, target.shape)) return gradient
  const axes = broadcastAxes(gradient.shape, target.shape)
  const summed = axes.length === 0 ? gradient : reduceSum(graph, gradient, axes, true)
  return summed.shape.length === target.shape.length ? summed : reshapeLike(graph, summed, target)
}

const one = (graph: Graph) => scalar(graph, 1)

/** d of x ↦ f(x) as a product with the upstream gradient; `x` and `y = f(x)` are at hand. */
const pointwise =
  (derivative: (graph: Graph, gradient: Value, x: Value, y: Value) => Value): GradientRule =>
  (graph, { inputs: [x], outputs: [y] }, [gradient]) =>
    x && y && gradient ? [derivative(graph, gradient, x, y)] : []

const arithmetic =
  (parts: (graph: Graph, gradient: Value, a: Value, b: Value) => readonly [Value, Value]): GradientRule =>
  (graph, { inputs: [a, b] }, [gradient]) => {
    if (!a || !b || !gradient) return []
    const [da, db] = parts(graph, gradient, a, b)
    return [sumTo(graph, da, a), sumTo(graph, db, b)]
  }

export const POINTWISE_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Add: arithmetic((_, g) => [g, g]),
  Sub: arithmetic((graph, g) => [g, neg(graph, g)]),
  Mul: arithmetic((graph, g, a, b) => [mul(graph, g, b), mul(graph, g, a)]),
  Div: arithmetic((graph, g, a, b) => {
    const overB = div(graph, g, b)
    return [overB, neg(graph, div(graph, mul(graph, overB, a), b))]
  }),
  Neg: pointwise((graph, g) => neg(graph, g)),
  Exp: pointwise((graph, g, _, y) => mul(graph, g, y)),
  Log: pointwise((graph, g, x) => div(graph, g, x)),
  Sqrt: pointwise((graph, g, _, y) => div(graph, mul(graph, g, scalar(graph, 0.5)), y)),
  Sigmoid: pointwise((graph, g, _, y) => mul(graph, g, mul(graph, y, sub(graph, one(graph), y)))),
  Relu: pointwise((graph, g, _, y) => mul(graph, g, sign(graph, y))),
}
