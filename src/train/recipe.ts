import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import type { LlamaConfig } from '../model/llama-config.ts'

const positive = v.pipe(v.number(), v.finite(), v.minValue(0))
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e7))

const RecipeSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  model: v.strictObject({
    hidden_size: count,
    intermediate_size: count,
    num_hidden_layers: count,
    num_attention_heads: count,
    num_key_value_heads: count,
    max_position_embeddings: count,
    rms_norm_eps: positive,
    rope_theta: positive,
  }),
  training: v.strictObject({
    steps: count,
    batch_size: count,
    learning_rate: positive,
    final_learning_rate: positive,
    warmup_steps: v.pipe(v.number(), v.integer(), v.minValue(0)),
    weight_decay: positive,
    prompt_weight: positive,
    clip_norm: positive,
  }),
})

/** Everything that decides a pretraining run; the corpus itself is drawn from `tasks/` with the same seed. */
export type Recipe = v.InferOutput<typeof RecipeSchema>

/** @throws AppError `bad-input` that names the first entry that does not fit. */
export function parseRecipe(json: unknown): Recipe {
  const parsed = v.safeParse(RecipeSchema, json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = issue?.path?.map((part) => String(part.key)).join('.') ?? 'the recipe'
  throw new AppError('bad-input', `The recipe does not fit at ${path}: ${issue?.message ?? 'unknown'}.`)
}

/** The recipe's model as a Llama config for a vocabulary of `vocabSize`, embeddings tied. */
export function recipeConfig({ model }: Recipe, vocabSize: number, endId: number): LlamaConfig {
  return {
    ...model,
    vocab_size: vocabSize,
    head_dim: model.hidden_size / model.num_attention_heads,
    tie_word_embeddings: true,
    attention_bias: false,
    mlp_bias: false,
    bos_token_id: null,
    eos_token_ids: [endId],
  }
}
