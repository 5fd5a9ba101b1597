import type { LlamaConfig } from '../model/llama-config.ts'
import type { Tokenizer } from '../model/tokenizer.ts'

/** What decides which experts fit a model that has none of its own. */
export interface ModelFacts {
  readonly config: LlamaConfig
  readonly form: Tokenizer['form']
}

/** A model whose experts come with the playground, though its weights do not. */
interface KnownModel {
  /** The folder under `models/` whose `experts/` are meant for it. */
  readonly folder: string
  readonly name: string
  readonly form: Tokenizer['form']
  readonly config: Partial<LlamaConfig>
}

/** Earlier models of the same shapes differ in their context and in the base of their rotary angles. */
const KNOWN: readonly KnownModel[] = [
  {
    folder: 'smollm2-135m-instruct',
    name: 'SmolLM2-135M-Instruct',
    form: 'chat',
    config: {
      vocab_size: 49_152,
      hidden_size: 576,
      intermediate_size: 1536,
      num_hidden_layers: 30,
      num_attention_heads: 9,
      num_key_value_heads: 3,
      max_position_embeddings: 8192,
      rope_theta: 100_000,
    },
  },
]

/**
 * The known model that these facts describe, whatever the file was called that it came from; null for any other.
 * The config decides, and that the model is asked by a chat template: the untuned model has none.
 */
export function knownModel({ config, form }: ModelFacts): Pick<KnownModel, 'folder' | 'name'> | null {
  const found = KNOWN.find(
    (known) =>
      known.form === form &&
      Object.entries(known.config).every(([key, value]) => config[key as keyof LlamaConfig] === value),
  )
  return found ? { folder: found.folder, name: found.name } : null
}
