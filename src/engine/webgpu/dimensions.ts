import { AppError } from '../../core/errors.ts'
import type { LlamaConfig } from '../../model/llama-config.ts'

/**
 * A model's sizes in quads (groups of four numbers), as the kernels count. Heads are padded one by one, so
 * that a quad never straddles two.
 */
export interface Dimensions {
  readonly hidden4: number
  readonly inner4: number
  readonly vocab4: number
  readonly heads: number
  /** Query heads per key and value head. */
  readonly group: number
  readonly head4: number
  readonly query4: number
  readonly kv4: number
  readonly layers: number
  /** Logits that one invocation of the sampler looks at. */
  readonly chunk: number
  readonly chunks: number
}

function quads(count: number): number {
  return Math.ceil(count / 4)
}

/** @throws AppError `unsupported` for a shape that rotary attention cannot have. */
export function dimensionsOf(config: LlamaConfig): Dimensions {
  const { num_attention_heads: heads, num_key_value_heads: kvHeads, head_dim: size } = config
  if (size % 2 !== 0 || heads % kvHeads !== 0) {
    throw new AppError('unsupported', `Heads of size ${size}, ${heads} over ${kvHeads}, cannot be run.`, {
      advice: 'Use a model whose head size is even and whose query heads divide evenly over its key heads.',
    })
  }
  const head4 = quads(size)
  // Both halves of sampling take about as long when a chunk is the square root of the vocabulary.
  const chunk = Math.max(16, 2 ** Math.round(Math.log2(Math.sqrt(config.vocab_size))))
  return {
    hidden4: quads(config.hidden_size),
    inner4: quads(config.intermediate_size),
    vocab4: quads(config.vocab_size),
    heads,
    group: heads / kvHeads,
    head4,
    query4: heads * head4,
    kv4: kvHeads * head4,
    layers: config.num_hidden_layers,
    chunk,
    chunks: Math.ceil(config.vocab_size / chunk),
  }
}
