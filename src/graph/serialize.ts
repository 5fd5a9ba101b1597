import onnxProto from 'onnx-proto'
import type { Attribute, Constant, Graph, GraphNode, Value } from './graph.ts'

const { onnx } = onnxProto

/** ONNX operator set: 18 has axes as inputs of the reductions and adding scatters. */
const OPSET = 18
const IR_VERSION = 9
const ELEMENT_TYPE = { float32: 1, int32: 6, int64: 7, half: 10, float64: 11 } as const
/** Operators of onnxruntime's own set; everything else is ONNX. */
const CONTRIB_DOMAIN = 'com.microsoft'
const CONTRIB_OPS: ReadonlySet<string> = new Set(['GroupQueryAttention', 'SkipSimplifiedLayerNormalization'])

/** float64 costs speed; it is there to check gradients against finite differences. */
export type Precision = 'float32' | 'float64'
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, ints: 7 } as const

/** Attributes that are no integers even where their value is one. */
const FLOAT_ATTRIBUTES: ReadonlySet<string> = new Set(['epsilon', 'scale'])

function attribute(name: string, value: Attribute) {
  if (typeof value === 'string')
    return { name, type: ATTRIBUTE_TYPE.string, s: new TextEncoder().encode(value) }
  if (typeof value !== 'number') return { name, type: ATTRIBUTE_TYPE.ints, ints: [...value] }
  return Number.isInteger(value) && !FLOAT_ATTRIBUTES.has(name)
    ? { name, type: ATTRIBUTE_TYPE.int, i: value }
    : { name, type: ATTRIBUTE_TYPE.float, f: value }
}

const elementType = ({ dtype }: Value, precision: Precision) =>
  ELEMENT_TYPE[dtype === 'float' ? precision : dtype]

function valueInfo(value: Value, name: string, precision: Precision) {
  const { shape } = value
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }))
  return { name, type: { tensorType: { elemType: elementType(value, precision), shape: { dim } } } }
}

function bytesOf({ data: stored }: Constant, precision: Precision): Uint8Array {
  const wide = precision === 'float64' && stored instanceof Float32Array
  const data = wide ? Float64Array.from(stored) : stored
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

function tensor({ value }: Constant, precision: Precision, content: object) {
  const { name, shape } = value
  return { name, dataType: elementType(value, precision), dims: shape.map(Number), ...content }
}

/** A model whose large weights lie beside it, in the memory where they are, and are not copied into its bytes. */
export interface OnnxModel {
  readonly graph: Uint8Array
  /** What the graph calls its external data, by the path that it gives. */
  readonly weights: ReadonlyMap<string, Uint8Array>
}

/** Smaller constants stay in the graph, and so do all whole numbers: a runtime reads shapes from them before it has weights. */
const SMALLEST_APART = 1024
const EXTERNAL = 1

/** The graph as a model for a runtime of this process: as `serialize`, but weights stay where they are. */
export function onnxModel(graph: Graph): OnnxModel {
  const weights = new Map<string, Uint8Array>()
  const bytes = encode(graph, 'float32', (constant) => {
    const data = bytesOf(constant, 'float32')
    if (data.length < SMALLEST_APART || constant.data instanceof BigInt64Array)
      return tensor(constant, 'float32', { rawData: data })
    const { name } = constant.value
    weights.set(name, data)
    return tensor(constant, 'float32', external({ file: name, offset: 0, bytes: data.length }))
  })
  return { graph: bytes, weights }
}

/** Where in a file beside the model the numbers of a weight lie. */
export interface WeightPlace {
  /** Relative to the model's own. */
  readonly file: string
  readonly offset: number
  readonly bytes: number
}

/** As `serialize`, without the weights that have a place in other files. */
export function serializeBesides(graph: Graph, places: ReadonlyMap<string, WeightPlace>): Uint8Array {
  return encode(graph, 'float32', (constant) => {
    const place = places.get(constant.value.name)
    return tensor(constant, 'float32', place ? external(place) : { rawData: bytesOf(constant, 'float32') })
  })
}

function external({ file, offset, bytes }: WeightPlace) {
  const externalData = [
    { key: 'location', value: file },
    { key: 'offset', value: String(offset) },
    { key: 'length', value: String(bytes) },
  ]
  return { dataLocation: EXTERNAL, externalData }
}

/** Keeps the nodes that the declared outputs need, in their order. */
function neededNodes(graph: Graph): readonly GraphNode[] {
  const needed = new Set(graph.outputs.map(({ value }) => value.name))
  const kept: GraphNode[] = []
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((output) => needed.has(output.name))) continue
    for (const input of node.inputs) needed.add(input.name)
    kept.push(node)
  }
  return kept.reverse()
}

/**
 * Public names of results that a node makes, by the name inside the graph. A result that is an input, a constant or
 * declared twice keeps its name and is copied.
 */
function publicNames({ outputs }: Graph, nodes: readonly GraphNode[]): ReadonlyMap<string, string> {
  const made = new Set(nodes.flatMap((node) => node.outputs.map(({ name }) => name)))
  const names = new Map<string, string>()
  for (const { name, value } of outputs) {
    if (made.has(value.name) && !names.has(value.name)) names.set(value.name, name)
  }
  return names
}

/**
 * The graph as the bytes of an ONNX model: only the nodes, constants and inputs that its outputs need, so
 * one construction serves several models. A node that makes an output gives it its public name.
 */
export function serialize(graph: Graph, precision: Precision = 'float32'): Uint8Array {
  return encode(graph, precision, (constant) =>
    tensor(constant, precision, { rawData: bytesOf(constant, precision) }),
  )
}

function encode(graph: Graph, precision: Precision, initializer: (constant: Constant) => object): Uint8Array {
  const nodes = neededNodes(graph)
  const used = new Set(nodes.flatMap((node) => node.inputs.map((input) => input.name)))
  for (const { value } of graph.outputs) used.add(value.name)
  const names = publicNames(graph, nodes)
  const nameOf = ({ name }: Value): string => names.get(name) ?? name
  const model = onnx.ModelProto.fromObject({
    irVersion: IR_VERSION,
    opsetImport: [
      { domain: '', version: OPSET },
      ...(nodes.some(({ op }) => CONTRIB_OPS.has(op)) ? [{ domain: CONTRIB_DOMAIN, version: 1 }] : []),
    ],
    producerName: 'transformer-squared-playground',
    graph: {
      name: 'transformer-squared',
      input: graph.inputs
        .filter(({ name }) => used.has(name))
        .map((value) => valueInfo(value, value.name, precision)),
      output: graph.outputs.map(({ name, value }) => valueInfo(value, name, precision)),
      initializer: [...graph.constants.values()].filter(({ value }) => used.has(value.name)).map(initializer),
      node: [
        ...nodes.map((node) => ({
          opType: node.op,
          ...(CONTRIB_OPS.has(node.op) && { domain: CONTRIB_DOMAIN }),
          input: node.inputs.map(nameOf),
          output: node.outputs.map(nameOf),
          attribute: Object.entries(node.attributes).map(([name, value]) => attribute(name, value)),
        })),
        ...graph.outputs
          .filter(({ name, value }) => nameOf(value) !== name)
          .map(({ name, value }) => ({ opType: 'Identity', input: [nameOf(value)], output: [name] })),
      ],
    },
  })
  return onnx.ModelProto.encode(model).finish()
}
