import type { LlamaConfig } from '../model/llama-config.ts'
import { ropeFrequencies, ropeMagnitude } from '../model/rope-frequencies.ts'
import { type Graph, type Value, weight } from './graph.ts'
import { gatherRows } from './operators/gather.ts'
import { concat, reshape, split } from './operators/layout.ts'
import { add, mul, neg } from './operators/pointwise.ts'
import { dimAt } from './shapes.ts'

interface RopeTables {
  /** `[positions, head_dim]`, both halves alike. */
  readonly cos: Float32Array
  readonly sin: Float32Array
}

/** cos and sin of position times frequency, computed in float64, in Llama's halves. */
function ropeTables(config: LlamaConfig, positions: number): RopeTables {
  const { head_dim: size } = config
  const frequencies = ropeFrequencies(config)
  const magnitude = ropeMagnitude(config)
  const cos = new Float32Array(positions * size)
  const sin = new Float32Array(positions * size)
  const half = size / 2
  for (let position = 0; position < positions; position++) {
    for (let i = 0; i < size; i++) {
      const angle = position * (frequencies[i % half] ?? 0)
      cos[position * size + i] = magnitude * Math.cos(angle)
      sin[position * size + i] = magnitude * Math.sin(angle)
    }
  }
  return { cos, sin }
}

/** The tables as onnxruntime's own attention takes them, `[limit, head_dim / 2]`: one half of each. */
export function halfRopeTables(graph: Graph, config: LlamaConfig, limit: number) {
  const { head_dim: size } = config
  const tables = ropeTables(config, limit)
  const half = (data: Float32Array) => data.filter((_, index) => index % size < size / 2)
  const shape = [limit, size / 2]
  return {
    cos: weight(graph, 'rope.half.cos', half(tables.cos), shape),
    sin: weight(graph, 'rope.half.sin', half(tables.sin), shape),
  }
}

/** cos and sin at `positions [lanes, tokens]`, each `[lanes, 1, tokens, head_dim]`. */
export function ropeAt(graph: Graph, config: LlamaConfig, limit: number, positions: Value) {
  const tables = ropeTables(config, limit)
  const shape = [limit, config.head_dim]
  const rows = [dimAt(positions.shape, 0), 1, dimAt(positions.shape, 1), config.head_dim]
  const at = (name: string, data: Float32Array) =>
    reshape(graph, gatherRows(graph, weight(graph, name, data, shape), positions), rows)
  return { cos: at('rope.cos', tables.cos), sin: at('rope.sin', tables.sin) }
}

/** Rotates the halves of every head of `x [lanes, heads, tokens, head_dim]`. */
export function rotate(graph: Graph, x: Value, rope: { cos: Value; sin: Value }): Value {
  const half = Number(dimAt(x.shape, -1)) / 2
  const [first, second] = split(graph, x, [half, half], -1)
  if (!first || !second) return x
  const turned = concat(graph, [neg(graph, second), first], -1)
  return add(graph, mul(graph, x, rope.cos), mul(graph, turned, rope.sin))
}
