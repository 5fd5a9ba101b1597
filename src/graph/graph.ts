import { AppError } from '../core/errors.ts'

/** A size known when the graph is built, or the name of one that is known when it runs. */
export type Dim = number | string
/** `float` is float32 unless the graph is serialised for float64; `half` is storage, to be widened before use. */
export type DType = 'float' | 'half' | 'int32' | 'int64'

/** An edge of the graph. `name` is unique in its graph. */
export interface Value {
  readonly name: string
  readonly dtype: DType
  readonly shape: readonly Dim[]
}

export type Attribute = number | string | readonly number[]

/** One ONNX operator. Gradient rules are looked up by `op` (see differentiate.ts). */
export interface GraphNode {
  readonly op: string
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

/** Halves are raw bits. */
export type ConstantData = Float32Array | Uint16Array | BigInt64Array

export interface Constant {
  readonly value: Value
  readonly data: ConstantData
}

/** An ONNX graph under construction. Nodes are appended in an order that is already topological. */
export interface Graph {
  readonly inputs: Value[]
  readonly constants: Map<string, Constant>
  readonly nodes: GraphNode[]
  readonly outputs: { readonly name: string; readonly value: Value }[]
  /** Small integer and scalar constants, shared by content. */
  readonly shared: Map<string, Value>
  count: number
}

export function createGraph(): Graph {
  return { inputs: [], constants: new Map(), nodes: [], outputs: [], shared: new Map(), count: 0 }
}

/** Declares an input that is fed at each run. */
export function graphInput(graph: Graph, name: string, dtype: DType, shape: readonly Dim[]): Value {
  const value: Value = { name, dtype, shape }
  graph.inputs.push(value)
  return value
}

/** Declares a result of the graph under a public name. */
export function graphOutput(graph: Graph, name: string, value: Value): void {
  graph.outputs.push({ name, value })
}

/** A named weight that is baked into the model; runtimes may repack it once. Raw halves stay halves. */
export function weight(
  graph: Graph,
  name: string,
  data: Float32Array | Uint16Array,
  shape: readonly number[],
): Value {
  const size = shape.reduce((product, dim) => product * dim, 1)
  if (size !== data.length)
    throw new AppError('bad-model', `Weight ${name} has ${data.length} numbers, its shape needs ${size}.`)
  const existing = graph.constants.get(name)
  if (existing) return existing.value
  const value: Value = { name, dtype: data instanceof Uint16Array ? 'half' : 'float', shape }
  graph.constants.set(name, { value, data })
  return value
}

/** A float32 weight that is to lie in a file beside the model (`serializeBesides`): its numbers are not here. */
export function weightBesides(graph: Graph, name: string, shape: readonly number[]): Value {
  const value: Value = { name, dtype: 'float', shape }
  graph.constants.set(name, { value, data: new Float32Array(0) })
  return value
}

/** A float32 constant of shape `[]`; equal ones are shared. */
export function scalar(graph: Graph, number: number): Value {
  return sharedConstant(graph, `scalar ${number}`, Float32Array.of(number), [])
}

/** An int64 constant of shape `[n]`, such as axes or a shape; equal ones are shared. */
export function integers(graph: Graph, numbers: readonly number[]): Value {
  const data = BigInt64Array.from(numbers, (n) => BigInt(n))
  return sharedConstant(graph, `integers ${numbers.join(',')}`, data, [numbers.length])
}

function sharedConstant(graph: Graph, key: string, data: ConstantData, shape: readonly number[]): Value {
  const existing = graph.shared.get(key)
  if (existing) return existing
  const dtype = data instanceof Float32Array ? 'float' : 'int64'
  const value: Value = { name: `constant_${graph.shared.size}`, dtype, shape }
  graph.shared.set(key, value)
  graph.constants.set(value.name, { value, data })
  return value
}

/** Appends a node with several results, one for each given shape. */
export function emitMany(
  graph: Graph,
  op: string,
  inputs: readonly Value[],
  shapes: readonly (readonly Dim[])[],
  attributes: Readonly<Record<string, Attribute>> = {},
  dtype: DType = 'float',
): readonly Value[] {
  const outputs = shapes.map((shape) => ({ name: `${op}_${graph.count++}`, dtype, shape }))
  graph.nodes.push({ op, inputs, outputs, attributes })
  return outputs
}

/** Appends a node with one result. */
export function emit(
  graph: Graph,
  op: string,
  inputs: readonly Value[],
  shape: readonly Dim[],
  attributes: Readonly<Record<string, Attribute>> = {},
  dtype: DType = 'float',
): Value {
  const value: Value = { name: `${op}_${graph.count++}`, dtype, shape }
  graph.nodes.push({ op, inputs, outputs: [value], attributes })
  return value
}
