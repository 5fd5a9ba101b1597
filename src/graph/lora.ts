import { moduleName } from '../model/llama-config.ts'
import { type Graph, graphInput, scalar, type Value } from './graph.ts'
import type { LlamaWeights } from './llama-weights.ts'
import { linear } from './operators/matmul.ts'
import { add, mul } from './operators/pointwise.ts'

/** A linear `[out, in]` that low-rank matrices are added to. */
export interface LoraModule {
  /** Hugging Face's parameter name. */
  readonly name: string
  readonly out: number
  readonly in: number
}

export interface LoraWeights {
  readonly weights: LlamaWeights
  /** The inputs `A [rank, in]` and `B [out, rank]` of every module, in the order of the modules. */
  readonly inputs: readonly Value[]
}

/** Name of the graph input that holds `A` or `B` of a module. */
export const loraInput = (module: string, part: 'A' | 'B') => `lora.${part}.${module}`

/**
 * Low-rank adaptation (Hu et al. 2021, eq. 3): `y = base(x) + (alpha / rank) B A x` for the named modules, with A
 * and B as inputs of the graph, so that one graph serves every step of training.
 */
export function withLora(
  graph: Graph,
  base: LlamaWeights,
  modules: readonly LoraModule[],
  { rank, alpha }: { readonly rank: number; readonly alpha: number },
): LoraWeights {
  const parts = new Map(
    modules.map((module) => [
      module.name,
      {
        a: graphInput(graph, loraInput(module.name, 'A'), 'float', [rank, module.in]),
        b: graphInput(graph, loraInput(module.name, 'B'), 'float', [module.out, rank]),
      },
    ]),
  )
  const weights: LlamaWeights = {
    ...base,
    apply: (layer, kind, x) => {
      const y = base.apply(layer, kind, x)
      const part = parts.get(moduleName(layer, kind))
      if (!part) return y
      const change = linear(graph, linear(graph, x, part.a), part.b)
      return add(graph, y, mul(graph, change, scalar(graph, alpha / rank)))
    },
  }
  return { weights, inputs: [...parts.values()].flatMap(({ a, b }) => [a, b]) }
}
