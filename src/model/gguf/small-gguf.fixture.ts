import { type LlamaConfig, MODULE_KINDS, moduleName } from '../llama-config.ts'
import { type CheckpointTensor, randomCheckpointTensors } from '../random-model.ts'
import type { WrittenType } from './blocks.fixture.ts'
import { type GgufContent, type TensorBytes, type TypedValue, writeGguf } from './gguf-file.fixture.ts'
import { quantise } from './quantise.fixture.ts'

/** A model whose rows fit blocks of 32, with fewer key-value heads than heads. */
const GGUF_CONFIG: LlamaConfig = {
  vocab_size: 40,
  hidden_size: 32,
  intermediate_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 3,
  num_key_value_heads: 1,
  head_dim: 32,
  max_position_embeddings: 128,
  rms_norm_eps: 1e-5,
  rope_theta: 10000,
  tie_word_embeddings: true,
  attention_bias: false,
  mlp_bias: false,
  bos_token_id: 1,
  eos_token_ids: [2],
}

export interface SmallGguf {
  readonly config?: Partial<LlamaConfig>
  readonly architecture?: 'llama' | 'qwen2'
  /** How matrices are stored; vectors are F32. */
  readonly type?: WrittenType
  /** Added to the metadata, or put in the place of an entry of that name. */
  readonly metadata?: readonly (readonly [string, TypedValue])[]
}

const PARTS = {
  q: 'attn_q',
  k: 'attn_k',
  v: 'attn_v',
  o: 'attn_output',
  gate: 'ffn_gate',
  up: 'ffn_up',
  down: 'ffn_down',
} as const

/** A random Llama or Qwen2 as llama.cpp's converter would write it, and its weights under Hugging Face's names. */
export function smallGguf(options: SmallGguf = {}) {
  const { architecture = 'llama', type = 'F32' } = options
  const config = { ...GGUF_CONFIG, ...options.config }
  const weights = randomCheckpointTensors(config, 5)
  const metadata = new Map([...metadataOf(config, architecture), ...(options.metadata ?? [])])
  const tensors = [...names(config)].flatMap(([name, stored]): [string, TensorBytes][] => {
    const tensor = weights.get(name)
    if (tensor === undefined) return []
    const isTurned = architecture === 'llama' && /attn_[qk]\./.test(stored)
    const { shape, data } = isTurned ? permuteRows(tensor, config.head_dim) : tensor
    const kept = shape.length === 2 ? type : 'F32'
    return [[stored, { shape, type: kept, data: quantise(kept, data) }]]
  })
  const content: GgufContent = { metadata: [...metadata], tensors }
  return { file: writeGguf(content), content, weights, config }
}

/** Hugging Face name → GGUF name. */
function names(config: LlamaConfig): Map<string, string> {
  const result = new Map([
    ['model.embed_tokens.weight', 'token_embd.weight'],
    ['model.norm.weight', 'output_norm.weight'],
    ['lm_head.weight', 'output.weight'],
  ])
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    result.set(`model.layers.${layer}.input_layernorm.weight`, `blk.${layer}.attn_norm.weight`)
    result.set(`model.layers.${layer}.post_attention_layernorm.weight`, `blk.${layer}.ffn_norm.weight`)
    for (const kind of MODULE_KINDS) {
      for (const leaf of ['weight', 'bias'] as const) {
        result.set(moduleName(layer, kind, leaf), `blk.${layer}.${PARTS[kind]}.${leaf}`)
      }
    }
  }
  return result
}

/** Row `half · s + j` of a head goes to row `2j + s`. */
function permuteRows({ shape, data }: CheckpointTensor, headDim: number): CheckpointTensor {
  const width = shape[1] ?? 1
  const half = headDim / 2
  const result = new Float32Array(data.length)
  for (let row = 0; row * width < data.length; row++) {
    const inHead = row % headDim
    const target = row - inHead + 2 * (inHead % half) + (inHead < half ? 0 : 1)
    for (let k = 0; k < width; k++) result[target * width + k] = data[row * width + k] ?? 0
  }
  return { shape, data: result }
}

function metadataOf(config: LlamaConfig, architecture: string): [string, TypedValue][] {
  const key = (name: string) => `${architecture}.${name}`
  return [
    ['general.architecture', { text: architecture }],
    [key('block_count'), { u32: config.num_hidden_layers }],
    [key('context_length'), { u32: config.max_position_embeddings }],
    [key('embedding_length'), { u32: config.hidden_size }],
    [key('feed_forward_length'), { u32: config.intermediate_size }],
    [key('attention.head_count'), { u32: config.num_attention_heads }],
    [key('attention.head_count_kv'), { u32: config.num_key_value_heads }],
    [key('attention.key_length'), { u32: config.head_dim }],
    [key('attention.value_length'), { u32: config.head_dim }],
    [key('attention.layer_norm_rms_epsilon'), { f32: config.rms_norm_eps }],
    [key('rope.freq_base'), { f32: config.rope_theta }],
    ['tokenizer.ggml.bos_token_id', { u32: config.bos_token_id ?? 0 }],
    ['tokenizer.ggml.eos_token_id', { u32: config.eos_token_ids[0] ?? 0 }],
  ]
}
