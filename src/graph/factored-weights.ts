import type { FactoredLinear, FactoredModel, Linear, StoredArray } from '../model/factored-model.ts'
import { type Dim, type Graph, graphInput, type Value, weight } from './graph.ts'
import { alone, readerRuns } from './joined-inputs.ts'
import type { LlamaWeights } from './llama-weights.ts'
import { concat, reshape, split, transpose, widen } from './operators/layout.ts'
import { linear, matmul } from './operators/matmul.ts'
import { add, mul } from './operators/pointwise.ts'

export interface FactoredWeights extends LlamaWeights {
  /** `[rows, totalRank]`: the input that holds every scale of every lane. */
  readonly scales: Value
}

/**
 * Every parameter as a constant, except the scales `s = sigma ⊙ z'`, which are the input `scales`:
 * `y = ((x V) ⊙ s) Uᵀ` (DESIGN §1). As constants the factors are repacked once by the runtime.
 *
 * @param rows how many scale vectors are fed: 1 for all lanes, or a name for one a lane
 * @param options.joined one product and one scaling for all modules that read the same vector
 */
export function factoredWeights(
  graph: Graph,
  model: FactoredModel,
  rows: Dim,
  { joined = false }: { readonly joined?: boolean } = {},
): FactoredWeights {
  const { config } = model
  const stored = (name: string, array: StoredArray, shape: readonly number[]) =>
    widen(graph, weight(graph, name, array.data, shape))
  const vector = (name: string, data: Float32Array) => weight(graph, name, data, [data.length])
  const scales = graphInput(graph, 'scales', 'float', [rows, model.totalRank])
  const runs = joined ? readerRuns(model) : alone(model)
  // One axis for all tokens first: a reshape a module would be a node a module.
  const perToken = reshape(graph, scales, [rows, 1, model.totalRank])
  const sizes = runs.map((run) => run.reduce((sum, { rank }) => sum + rank, 0))
  const slices = split(graph, perToken, sizes, 2)
  const runOf = new Map(runs.flatMap((run, index) => run.map(({ name }) => [name, index] as const)))
  const made = new Map<number, { readonly x: Value; readonly inner: ReadonlyMap<string, Value> }>()

  /** `(x V) ⊙ s` of every module of a run, by its name. */
  function runInner(run: readonly FactoredLinear[], s: Value, x: Value): ReadonlyMap<string, Value> {
    const factors = run.map((module) => stored(`${module.name}.v`, module.v, [module.in, module.rank]))
    const [first] = factors
    const v = first && factors.length === 1 ? first : concat(graph, factors, 1)
    const inner = mul(graph, matmul(graph, x, v), s)
    const ranks = run.map(({ rank }) => rank)
    const parts = run.length === 1 ? [inner] : split(graph, inner, ranks, -1)
    return new Map(run.flatMap(({ name }, index) => (parts[index] ? [[name, parts[index]]] : [])))
  }

  function scaledInner({ name }: FactoredLinear, x: Value): Value {
    const index = runOf.get(name) ?? -1
    const run = runs[index]
    const s = slices[index]
    if (!run || !s) throw new RangeError(name)
    const known = made.get(index)
    const inner = known?.x === x ? known.inner : runInner(run, s, x)
    made.set(index, { x, inner })
    const own = inner.get(name)
    if (!own) throw new RangeError(name)
    return own
  }

  function product(module: Linear, x: Value): Value {
    if (module.form === 'dense')
      return linear(graph, x, stored(module.name, module.w, [module.out, module.in]))
    const u = stored(`${module.name}.u`, module.u, [module.out, module.rank])
    return matmul(graph, scaledInner(module, x), transpose(graph, u, [1, 0]))
  }

  const block = (layer: number) => {
    const found = model.blocks[layer]
    if (!found) throw new RangeError(`layer ${layer}`)
    return found
  }
  const size = [config.vocab_size, config.hidden_size]
  const embedding = stored('model.embed_tokens.weight', model.embedding, size)
  return {
    scales,
    embedding,
    lmHead: model.lmHead ? stored('lm_head.weight', model.lmHead, size) : embedding,
    finalNorm: vector('model.norm.weight', model.finalNorm),
    inputNorm: (layer) => vector(`model.layers.${layer}.input_layernorm.weight`, block(layer).inputNorm),
    postAttentionNorm: (layer) =>
      vector(`model.layers.${layer}.post_attention_layernorm.weight`, block(layer).postAttentionNorm),
    apply: (layer, kind, x) => {
      const module = block(layer).linears[kind]
      const y = product(module, x)
      return module.bias ? add(graph, y, vector(module.name.replace(/weight$/, 'bias'), module.bias)) : y
    },
  }
}
