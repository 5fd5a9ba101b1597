import type { FactoredModel } from '../../model/factored-model.ts'

/** Keys and values of one call may take about this much. */
const CACHE_BYTES = 512 * 2 ** 20

/** How many lanes with such prompts and up to `maxTokens` more may run at once. */
export function lanesThatFit(
  { config }: FactoredModel,
  prompts: readonly { readonly ids: readonly number[] }[],
  maxTokens: number,
): number {
  const { num_hidden_layers, num_key_value_heads, head_dim } = config
  const tokens = Math.max(...prompts.map(({ ids }) => ids.length)) + maxTokens
  const lane = 2 * 4 * num_hidden_layers * num_key_value_heads * head_dim * tokens
  return Math.max(1, Math.floor(CACHE_BYTES / lane))
}
