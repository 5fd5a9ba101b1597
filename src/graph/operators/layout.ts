import { AppError } from '../../core/errors.ts'
import { type Dim, emit, emitMany, type Graph, integers, scalar, type Value } from '../graph.ts'
import { dimAt, knownDim } from '../shapes.ts'
import type { GradientRule } from './rule.ts'

/** The run-time shape of `x`, as an int64 vector. */
export const emitShape = (graph: Graph, x: Value): Value =>
  emit(graph, 'Shape', [x], [x.shape.length], {}, 'int64')

/**
 * Reshapes to sizes that are known, or that are named and then either stand at the same place in `x`
 * or are the one size that can be inferred.
 */
export function reshape(graph: Graph, x: Value, shape: readonly Dim[]): Value {
  let inferred = 0
  const target = shape.map((dim, axis) => {
    if (typeof dim === 'number') return dim
    if (x.shape[axis] === dim) return 0
    inferred += 1
    return -1
  })
  if (inferred > 1) throw new AppError('bad-model', `Reshape to [${shape.join(', ')}] is ambiguous.`)
  return emit(graph, 'Reshape', [x, integers(graph, target)], shape)
}

/** Reshapes `x` to the run-time shape of `model`. */
export const reshapeLike = (graph: Graph, x: Value, model: Value): Value =>
  emit(graph, 'Reshape', [x, emitShape(graph, model)], model.shape)

/** ONNX's number for float32. */
const FLOAT = 1

/** Halves as float32; of a constant, runtimes do it once. */
export const widen = (graph: Graph, x: Value): Value =>
  x.dtype === 'half' ? emit(graph, 'Cast', [x], x.shape, { to: FLOAT }) : x

/** Axis i of the result is axis `perm[i]` of `x`. */
export function transpose(graph: Graph, x: Value, perm: readonly number[]): Value {
  const shape = perm.map((axis) => dimAt(x.shape, axis))
  return emit(graph, 'Transpose', [x], shape, { perm })
}

/** Swaps the last two axes. */
export function transposeLast(graph: Graph, x: Value): Value {
  const rank = x.shape.length
  const perm = Array.from({ length: rank }, (_, axis) =>
    axis === rank - 1 ? rank - 2 : axis === rank - 2 ? rank - 1 : axis,
  )
  return transpose(graph, x, perm)
}

/** Joins along `axis`; `size` names the joined size where a part's size is not known. */
export function concat(graph: Graph, parts: readonly Value[], axis: number, size?: Dim): Value {
  const [first] = parts
  if (!first) throw new AppError('bad-model', 'Nothing to concatenate.')
  const at = axis < 0 ? axis + first.shape.length : axis
  const joined = size ?? parts.reduce((sum, part) => sum + knownDim(part.shape, at), 0)
  const shape = first.shape.map((dim, index) => (index === at ? joined : dim))
  return emit(graph, 'Concat', parts, shape, { axis: at })
}

/** Cuts along `axis` into parts of known sizes. */
export function split(graph: Graph, x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  const at = axis < 0 ? axis + x.shape.length : axis
  const shapes = sizes.map((size) => x.shape.map((dim, index) => (index === at ? size : dim)))
  return emitMany(graph, 'Split', [x, integers(graph, sizes)], shapes, { axis: at })
}

/** `size` entries of `x` along `axis` from `start` on; all the rest where the size is but a name. */
function slice(graph: Graph, x: Value, axis: number, start: number, size: Dim): Value {
  const end = typeof size === 'number' ? start + size : TO_THE_END
  const bounds = [[start], [end], [axis]].map((numbers) => integers(graph, numbers))
  const shape = x.shape.map((dim, index) => (index === axis ? size : dim))
  return emit(graph, 'Slice', [x, ...bounds], shape)
}

/** ONNX cuts a slice's end off at the tensor's. */
const TO_THE_END = 2 ** 31 - 1

/** Zeros of the run-time shape of `x`. */
export const zerosLike = (graph: Graph, x: Value): Value =>
  emit(graph, 'Expand', [scalar(graph, 0), emitShape(graph, x)], x.shape)

function inverse(perm: readonly number[]): readonly number[] {
  const result = new Array<number>(perm.length).fill(0)
  perm.forEach((from, to) => {
    result[from] = to
  })
  return result
}

export const LAYOUT_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Reshape: (graph, { inputs: [x] }, [gradient]) => (x && gradient ? [reshapeLike(graph, gradient, x)] : []),
  Transpose: (graph, { attributes }, [gradient]) =>
    gradient ? [transpose(graph, gradient, inverse(attributes.perm as readonly number[]))] : [],
  Concat: (graph, { inputs, attributes }, [gradient]) => {
    if (!gradient) return []
    const axis = attributes.axis as number
    const sizes = inputs.map((part) => dimAt(part.shape, axis))
    if (sizes.every((size) => typeof size === 'number')) return split(graph, gradient, sizes, axis)
    // The last part's size may be unknown.
    let start = 0
    return inputs.map((part, index) => {
      const size = index < inputs.length - 1 ? knownDim(part.shape, axis) : dimAt(part.shape, axis)
      const own = slice(graph, gradient, axis, start, size)
      start += Number(size)
      return own
    })
  },
  Split: (graph, { outputs, attributes }, gradients) => {
    const parts = outputs.map((output, index) => gradients[index] ?? zerosLike(graph, output))
    return [concat(graph, parts, attributes.axis as number)]
  },
}
