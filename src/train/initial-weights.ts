import { createPrng } from '../core/prng.ts'
import { parameterShapes } from '../graph/dense-weights.ts'
import type { LlamaConfig } from '../model/llama-config.ts'
import type { Parameter } from './adam.ts'

export interface InitialParameter extends Parameter {
  readonly name: string
  readonly shape: readonly number[]
}

/**
 * How far the embedding's entries lie above the usual 0.02. A tied embedding that small starves the first
 * layer; one that is larger makes the first logits too sharp, so the last norm starts smaller by the same
 * factor. Learning rates follow, which makes this the same as multiplying embeddings in the forward pass
 * while the exported checkpoint stays a plain Llama.
 */
const embeddingGain = (config: LlamaConfig) => Math.sqrt(config.hidden_size) / 2

/**
 * Parameters before training: normal with deviation 1/√in, the two projections onto the residual stream
 * smaller by √(2 · layers) (Radford et al. 2019), norms 1. Weight decay falls on matrices only.
 */
export function initialWeights(
  config: LlamaConfig,
  seed: number,
  decay: number,
): readonly InitialParameter[] {
  const prng = createPrng(seed)
  const gain = embeddingGain(config)
  const normal = (length: number, deviation: number) =>
    Float32Array.from({ length }, () => deviation * prng.normal())

  return parameterShapes(config).map(({ name, shape }) => {
    const length = shape.reduce((product, dim) => product * dim, 1)
    if (name === 'model.embed_tokens.weight')
      return { name, shape, values: normal(length, 0.02 * gain), rate: gain, decay: decay / gain }
    if (name === 'model.norm.weight')
      return { name, shape, values: new Float32Array(length).fill(1 / gain), rate: 1 / gain }
    if (shape.length === 1) return { name, shape, values: new Float32Array(length).fill(1) }
    const ontoResidual = name.includes('o_proj') || name.includes('down_proj')
    const deviation =
      1 / Math.sqrt(shape[1] ?? 1) / (ontoResidual ? Math.sqrt(2 * config.num_hidden_layers) : 1)
    return { name, shape, values: normal(length, deviation), decay }
  })
}
