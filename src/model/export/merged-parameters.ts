import { mergeFactors } from '../../core/svd/merge.ts'
import type { FactoredModel, Linear, StoredArray } from '../factored-model.ts'
import { MODULE_GROUPS, MODULE_KINDS } from '../llama-config.ts'
import { toFloat32 } from '../stored-array.ts'
import type { ExportedType } from './exported-config.ts'

/** A parameter of the model that a mix amounts to, under Hugging Face's name. */
export interface MergedParameter {
  readonly name: string
  readonly shape: readonly number[]
  /** Row major; computed when called. */
  readonly data: () => Float32Array
}

/**
 * The dense model of one mix: `W' = U diag(s) Vᵀ` in place of each adapted module, everything else as it is.
 * @param scales `s = sigma ⊙ z'`, `[model.totalRank]`
 * @param type what `exportedConfig` calls the model: biases that the model lacks and this type must have are zeros
 */
export function mergedParameters(
  model: FactoredModel,
  scales: Float32Array,
  type: ExportedType,
): MergedParameter[] {
  const { config, embedding, lmHead, finalNorm } = model
  const table = [config.vocab_size, config.hidden_size]
  const matrix = (name: string, array: StoredArray, shape: readonly number[]) => ({
    name,
    shape,
    data: () => toFloat32(array),
  })
  const vector = (name: string, data: Float32Array) => ({ name, shape: [data.length], data: () => data })
  const blocks = model.blocks.flatMap(({ inputNorm, postAttentionNorm, linears }, layer) => [
    vector(`model.layers.${layer}.input_layernorm.weight`, inputNorm),
    vector(`model.layers.${layer}.post_attention_layernorm.weight`, postAttentionNorm),
    ...MODULE_KINDS.flatMap((kind) => {
      const linear = linears[kind]
      const { name, out, in: in_ } = linear
      const weight = { name, shape: [out, in_], data: () => mergedWeight(linear, scales) }
      const bias = linear.bias ?? (needsBias(model, linear, type) ? new Float32Array(out) : null)
      return bias ? [weight, vector(name.replace(/weight$/, 'bias'), bias)] : [weight]
    }),
  ])
  return [
    matrix('model.embed_tokens.weight', embedding, table),
    ...blocks,
    vector('model.norm.weight', finalNorm),
    ...(lmHead ? [matrix('lm_head.weight', lmHead, table)] : []),
  ]
}

function mergedWeight(linear: Linear, scales: Float32Array): Float32Array {
  if (linear.form === 'dense') return toFloat32(linear.w)
  const { out, rank, scaleOffset, u, v } = linear
  const factors = { out, in: linear.in, rank, u: toFloat32(u), v: toFloat32(v) }
  return mergeFactors(factors, scales.subarray(scaleOffset, scaleOffset + rank))
}

/**
 * A Llama with biases has one on each linear of its attention, or of its MLP, and transformers would invent what is
 * missing. Qwen2's lie on q, k and v alone.
 */
function needsBias({ config }: FactoredModel, { kind }: Linear, type: ExportedType): boolean {
  if (MODULE_GROUPS.mlp.includes(kind)) return config.mlp_bias
  return config.attention_bias && !(type === 'qwen2' && kind === 'o')
}
