import type { Division } from '../../src/engine/webgpu/device/division.ts'
import type { AttentionCase } from '../../src/engine/webgpu/self-test/attention-check.ts'
import type { EmbedCase } from '../../src/engine/webgpu/self-test/embed-check.ts'
import type { GateUpCase } from '../../src/engine/webgpu/self-test/gate-up-check.ts'
import type { LinearCase } from '../../src/engine/webgpu/self-test/linear-check.ts'
import type { QkvCase } from '../../src/engine/webgpu/self-test/qkv-check.ts'
import type { SamplingCase } from '../../src/engine/webgpu/self-test/sampling-check.ts'
import type { LlamaConfig } from '../../src/model/llama-config.ts'

/** One kernel on random vectors, which the page runs and compares with float64. Plain data: it crosses to the page. */
export type KernelCase =
  | ({ readonly kernel: 'linear' } & LinearCase)
  | ({ readonly kernel: 'qkv' } & QkvCase)
  | ({ readonly kernel: 'gateUp' } & GateUpCase)
  | ({ readonly kernel: 'attention' } & AttentionCase)
  | ({ readonly kernel: 'sampling' } & SamplingCase)
  | ({ readonly kernel: 'embed' } & EmbedCase)

const EDGES = [1, 2, 3, 4, 5, 63, 64, 65, 127]
const STORAGE = ['F16', 'F32'] as const
const BLOCKS = [1, 4] as const

const linear: KernelCase[] = [
  ...EDGES.map((k) => ({ kernel: 'linear', rows: 5, k, n: 65, norm: true, scale: true }) as const),
  ...EDGES.map((n) => ({ kernel: 'linear', rows: 3, k: 63, n, residual: true, bias: true }) as const),
  ...EDGES.map((rows) => ({ kernel: 'linear', rows, k: 20, n: 12, scale: true }) as const),
  ...STORAGE.flatMap((dtype) =>
    BLOCKS.map((blockRows) => ({
      ...({ kernel: 'linear', rows: 6, k: 65, n: 63, norm: true, scale: true, bias: true } as const),
      ...{ residual: true, dtype, blockRows },
    })),
  ),
  ...[1e-4, 1e-2, 1e2, 1e4].flatMap((magnitude) => [
    { kernel: 'linear', rows: 5, k: 65, n: 33, norm: true, magnitude } as const,
    { kernel: 'linear', rows: 5, k: 65, n: 33, scale: true, magnitude } as const,
  ]),
  // Denormal inputs: the products vanish or keep few digits, but nothing else may come out.
  { kernel: 'linear', rows: 2, k: 9, n: 9, residual: true, magnitude: 1e-20 },
  ...[1, 2, 7].map((rows) => ({ kernel: 'linear', rows, k: 40, n: 61, norm: true, gather: true }) as const),
]

const qkv: KernelCase[] = [
  ...[2, 4, 6, 8, 64].map((headSize) => ({
    ...({ kernel: 'qkv', heads: 4, kvHeads: 2, headSize } as const),
    ...({ ranks: [17, 9, 12], positions: [0, 1, 30, 7, 7] } as const),
  })),
  ...STORAGE.flatMap((dtype) =>
    BLOCKS.map((blockRows) => ({
      ...({ kernel: 'qkv', heads: 3, kvHeads: 3, headSize: 10, ranks: [63, 64, 65] } as const),
      ...({ positions: [200, 0, 3], bias: true, dtype, blockRows } as const),
    })),
  ),
  { kernel: 'qkv', heads: 9, kvHeads: 3, headSize: 32, ranks: [96, 96, 96], positions: [1000, 5] },
  { kernel: 'qkv', heads: 1, kvHeads: 1, headSize: 2, ranks: [1, 1, 1], positions: [0] },
]

const gateUp: KernelCase[] = [
  ...EDGES.map((n) => ({ kernel: 'gateUp', rows: 3, gateRank: 33, upRank: 18, n, bias: true }) as const),
  ...STORAGE.flatMap((dtype) =>
    BLOCKS.map((blockRows) => ({
      ...({ kernel: 'gateUp', rows: 6, gateRank: 65, upRank: 63, n: 127, dtype, blockRows } as const),
    })),
  ),
  // Gates of thousands, where a careless sigmoid overflows.
  ...[1e-4, 1e2, 1e4].map(
    (magnitude) => ({ kernel: 'gateUp', rows: 4, gateRank: 20, upRank: 20, n: 40, magnitude }) as const,
  ),
]

const attention: KernelCase[] = [
  ...[1, 2, 3, 4, 5, 63, 64, 65, 127].map((keys) => ({
    ...({ kernel: 'attention', heads: 4, kvHeads: 2, headSize: 16, positions: [keys - 1, 0] } as const),
  })),
  ...[2, 6, 10, 64].map((headSize) => ({
    ...({ kernel: 'attention', heads: 3, kvHeads: 1, headSize, positions: [9, 2, 17] } as const),
  })),
  // Scores of hundreds: the softmax becomes a choice and must not overflow.
  ...[1e-4, 1e2].map((magnitude) => ({
    ...({ kernel: 'attention', heads: 2, kvHeads: 2, headSize: 8, positions: [30, 3], magnitude } as const),
  })),
]

const sampling: KernelCase[] = [
  ...[1, 2, 31, 32, 33, 63, 64, 65, 700].flatMap((vocab) => [
    { kernel: 'sampling', vocab, rows: 3, topK: 10, temperature: 0 } as const,
    { kernel: 'sampling', vocab, rows: 3, topK: 0, temperature: 1 } as const,
  ]),
  ...(['equal', 'tied', 'large', 'tiny'] as const).flatMap((logits) => [
    { kernel: 'sampling', vocab: 257, rows: 2, topK: 64, temperature: 0, logits } as const,
    { kernel: 'sampling', vocab: 257, rows: 2, topK: 3, temperature: 0.7, logits } as const,
  ]),
  ...[0.05, 0.5, 3].map(
    (temperature) =>
      ({ kernel: 'sampling', vocab: 5000, rows: 20, topK: 1, temperature, chunk: 64 }) as const,
  ),
]

const embed: KernelCase[] = STORAGE.flatMap((dtype) =>
  [false, true].map((isDecode) => ({
    ...({ kernel: 'embed', vocab: 63, hidden: 65, tokens: [0, 62, 5, 5], isDecode, dtype } as const),
    ...(isDecode ? {} : { softRows: [0, 2] }),
  })),
)

export const KERNEL_CASES: readonly KernelCase[] = [
  ...linear,
  ...qkv,
  ...gateUp,
  ...attention,
  ...sampling,
  ...embed,
]

/** How the engine deals out work on a software adapter and on a GPU; both must give the same on either. */
export const DIVISIONS = {
  alone: { workgroup: 8, together: false },
  // Fewer than a GPU gets: enough to share, and quick on a software adapter.
  together: { workgroup: 32, together: true },
  fours: { workgroup: 8, together: false, inFours: true },
} as const satisfies Readonly<Record<string, Division>>

export type DivisionName = keyof typeof DIVISIONS

/** Kernels whose work may be shared. */
export const SHARED_CASES = KERNEL_CASES.filter(({ kernel }) =>
  ['linear', 'qkv', 'gateUp', 'attention'].includes(kernel),
)

/** Kernels whose input is read in fours: each block of rows with more rows than one, and a last one that is not full. */
export const FOURS_CASES: readonly KernelCase[] = [
  ...([1, 4, 8] as const).flatMap((blockRows) =>
    STORAGE.map((dtype) => ({
      ...({ kernel: 'linear', rows: 11, k: 65, n: 63, norm: true, scale: true, bias: true } as const),
      ...{ residual: true, dtype, blockRows },
    })),
  ),
  ...([4, 8] as const).flatMap((blockRows) => [
    { kernel: 'linear', rows: 3, k: 40, n: 61, norm: true, gather: true, blockRows } as const,
    { kernel: 'gateUp', rows: 11, gateRank: 65, upRank: 63, n: 127, bias: true, blockRows } as const,
    {
      ...({ kernel: 'qkv', heads: 4, kvHeads: 4, headSize: 8, ranks: [17, 9, 12] } as const),
      ...({ positions: [0, 1, 30, 7, 7, 2, 3, 4, 5, 6], bias: true, blockRows } as const),
    },
  ]),
]

/** A whole random model and how it is stored. */
export interface ModelCase {
  readonly name: string
  readonly config: Partial<LlamaConfig>
  readonly dtype: 'f16' | 'f32'
  readonly adapted: 'mlp' | 'attention' | 'all'
  readonly outputBias?: boolean
  readonly spectrum?: 'gaussian' | 'steep'
  readonly division?: DivisionName
}

export const MODEL_CASES: readonly ModelCase[] = [
  { name: 'all factored', config: {}, dtype: 'f16', adapted: 'all' },
  { name: 'mlp factored, attention dense', config: {}, dtype: 'f16', adapted: 'mlp' },
  { name: 'attention factored, mlp dense', config: {}, dtype: 'f32', adapted: 'attention' },
  {
    name: 'every bias, untied head, f32',
    config: { attention_bias: true, mlp_bias: true, tie_word_embeddings: false },
    dtype: 'f32',
    adapted: 'all',
    outputBias: true,
  },
  {
    name: 'biases and dense mlp',
    config: { attention_bias: true, mlp_bias: true },
    dtype: 'f16',
    adapted: 'attention',
    outputBias: true,
  },
  {
    name: 'odd sizes, one key head',
    config: {
      vocab_size: 131,
      hidden_size: 27,
      intermediate_size: 65,
      num_attention_heads: 3,
      num_key_value_heads: 1,
      head_dim: 6,
    },
    dtype: 'f16',
    adapted: 'all',
  },
  {
    name: 'heads wider than the hidden size, one layer',
    config: { hidden_size: 9, head_dim: 10, num_hidden_layers: 1, vocab_size: 17, intermediate_size: 3 },
    dtype: 'f32',
    adapted: 'all',
  },
  { name: 'all factored, work shared', config: {}, dtype: 'f16', adapted: 'all', division: 'together' },
  {
    name: 'odd sizes, attention dense, work shared',
    config: { hidden_size: 27, intermediate_size: 65, num_key_value_heads: 1, head_dim: 10 },
    dtype: 'f32',
    adapted: 'mlp',
    division: 'together',
  },
  {
    ...{ name: 'all factored, in fours', config: { num_key_value_heads: 4 }, dtype: 'f16' },
    ...{ adapted: 'all', division: 'fours' },
  },
  {
    name: 'odd sizes, attention dense, in fours',
    config: { hidden_size: 27, intermediate_size: 65, num_key_value_heads: 1, head_dim: 10 },
    dtype: 'f32',
    adapted: 'mlp',
    division: 'fours',
  },
  { name: 'steep spectrum', config: {}, dtype: 'f32', adapted: 'all', spectrum: 'steep' },
]

/** What holds of every model; each is a function of `model-checks.ts`. */
export const MODEL_CHECKS = [
  'logits agree with the reference',
  'a lane alone equals the same lane in a batch, bit for bit',
  'prefill then decode equals prefill of everything',
  'greedy tokens agree with the reference',
  'sampled tokens agree with the CPU',
  'likelihoods agree with the reference',
  'soft tokens agree with the reference, alone and in company',
  'a soft token that equals an embedding is that token, bit for bit',
] as const

/** Checks of the engine's promises on one model. */
export const ENGINE_CHECKS = [
  'next reports the most probable tokens with their probabilities',
  'alpha = 0 is the base',
  'equal lanes sample equal text, other seeds other text',
  'the same seed writes the same text again, in any order and company, and in a new engine',
  'a lane that stops early leaves the others as they were',
  'watched and unwatched generation give the same tokens',
  'drafts, right or wrong, change no answer',
  'an answer begun elsewhere goes on as if it had been written here',
  'the probability of an answer is what scoring says',
  'following an answer agrees with the reference',
  'prompts longer than one pass, and many lanes, agree with the reference',
  'the cache grows and old batches still come out the same',
  'what was read by the call before is not read again, and nothing differs by a bit',
  'logits that are not finite reject with numeric',
  'logits that are not finite name the layer that made them',
  'bad input rejects with bad-input',
  'calls run one after the other and all finish',
  'an abort stops with cancelled and the engine goes on',
  'an already aborted call rejects with cancelled',
  'a batch larger than the device runs in parts, and what has no room alone rejects with limit',
  'a vocabulary larger than the device reads at once lies in parts, and nothing else changes',
  'a device too small for a model is refused before it is full, and nothing is left on it',
  'a lost device rejects calls under way and later ones',
  'a closed engine rejects and frees its memory',
  'a group of dense and factored linears agrees with the reference',
  'decoding takes nine dispatches a layer and makes nothing between tokens',
  'the weights on the device are those of the model',
  'the self-test passes',
  'a kernel that computes wrong, whichever it is, fails the self-test',
] as const
