import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { parseLlamaConfig } from './parse-config.ts'

const minimal = {
  vocab_size: 100,
  hidden_size: 64,
  intermediate_size: 96,
  num_hidden_layers: 2,
  num_attention_heads: 4,
}

const LLAMA3 = {
  rope_type: 'llama3',
  factor: 8,
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 8192,
} as const

const errorOf = (json: unknown): AppError | null => {
  try {
    parseLlamaConfig(json)
    return null
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AppError)
    return thrown as AppError
  }
}
const codeOf = (json: unknown): string | null => errorOf(json)?.code ?? null

describe('parseLlamaConfig', () => {
  it('fills in what older files leave out', () => {
    expect(parseLlamaConfig(minimal)).toEqual({
      ...minimal,
      num_key_value_heads: 4,
      head_dim: 16,
      max_position_embeddings: 2048,
      rms_norm_eps: 1e-6,
      rope_theta: 10000,
      tie_word_embeddings: false,
      attention_bias: false,
      mlp_bias: false,
      bos_token_id: null,
      eos_token_ids: [],
    })
  })

  it('reads the config of SmolLM2-135M', () => {
    const config = parseLlamaConfig({
      architectures: ['LlamaForCausalLM'],
      attention_bias: false,
      attention_dropout: 0,
      bos_token_id: 1,
      eos_token_id: 2,
      hidden_act: 'silu',
      hidden_size: 576,
      initializer_range: 0.041666666666666664,
      intermediate_size: 1536,
      is_llama_config: true,
      max_position_embeddings: 8192,
      mlp_bias: false,
      model_type: 'llama',
      num_attention_heads: 9,
      num_hidden_layers: 30,
      num_key_value_heads: 3,
      pretraining_tp: 1,
      rms_norm_eps: 1e-5,
      rope_interleaved: false,
      rope_scaling: null,
      rope_theta: 100000,
      tie_word_embeddings: true,
      torch_dtype: 'bfloat16',
      use_cache: true,
      vocab_size: 49152,
    })
    expect(config).toMatchObject({
      head_dim: 64,
      num_key_value_heads: 3,
      rope_theta: 100000,
      eos_token_ids: [2],
    })
  })

  it('knows the dialects of the family', () => {
    expect(
      parseLlamaConfig({ ...minimal, rope_parameters: { rope_theta: 5e5, rope_type: 'default' } }).rope_theta,
    ).toBe(5e5)
    expect(parseLlamaConfig({ ...minimal, eos_token_id: [7, 8] }).eos_token_ids).toEqual([7, 8])
    expect(parseLlamaConfig({ ...minimal, head_dim: 32 }).head_dim).toBe(32)
    expect(parseLlamaConfig({ ...minimal, model_type: 'qwen2' }).attention_bias).toBe(true)
    const mistral = {
      ...minimal,
      model_type: 'mistral',
      max_position_embeddings: 32768,
      sliding_window: 4096,
    }
    expect(parseLlamaConfig(mistral).max_position_embeddings).toBe(4096)
    expect(parseLlamaConfig({ ...mistral, sliding_window: null }).max_position_embeddings).toBe(32768)
    const { sliding_window: _, ...silent } = { ...mistral, sliding_window: 8 }
    expect(parseLlamaConfig(silent).max_position_embeddings).toBe(4096)
    expect(parseLlamaConfig({ ...minimal, hidden_act: 'swish' }).head_dim).toBe(
      parseLlamaConfig(minimal).head_dim,
    )
    const qwen = { ...mistral, model_type: 'qwen2', use_sliding_window: false }
    expect(parseLlamaConfig(qwen).max_position_embeddings).toBe(32768)
  })

  it('knows two ways of stretching RoPE, in the older and the newer notation', () => {
    expect(
      parseLlamaConfig({ ...minimal, rope_scaling: { type: 'linear', factor: 2 } }).rope_scaling,
    ).toEqual({
      rope_type: 'linear',
      factor: 2,
    })
    const newer = parseLlamaConfig({ ...minimal, rope_parameters: { ...LLAMA3, rope_theta: 5e5 } })
    expect(newer).toMatchObject({ rope_scaling: LLAMA3, rope_theta: 5e5 })
    expect(parseLlamaConfig({ ...minimal, rope_scaling: { rope_type: 'default' } })).not.toHaveProperty(
      'rope_scaling',
    )
  })

  it('knows YaRN, with what transformers takes for the numbers that are not given', () => {
    const given = { factor: 4, original_max_position_embeddings: 32 }
    const yarn = (more: object) =>
      parseLlamaConfig({ ...minimal, rope_scaling: { type: 'yarn', ...given, ...more } }).rope_scaling
    const sharpness = (scale: number) => 0.1 * scale * Math.log(4) + 1
    const base = { rope_type: 'yarn', ...given, beta_fast: 32, beta_slow: 1, truncate: true }
    expect(yarn({})).toEqual({ ...base, attention_factor: sharpness(1) })
    const both = { mscale: 0.7, mscale_all_dim: 1.2 }
    expect(yarn(both)).toEqual({ ...base, attention_factor: sharpness(0.7) / sharpness(1.2) })
    expect(yarn({ mscale: 0.7 })).toEqual(yarn({}))
    expect(yarn({ mscale_all_dim: 1.2 })).toEqual(yarn({}))
    const all = { beta_fast: 16, beta_slow: 2, truncate: false, attention_factor: 1.5 }
    expect(yarn({ ...all, ...both })).toEqual({ ...base, ...all })
  })

  it('knows dynamic RoPE as the plain one, which it is up to the longest text, and a divisor for each pair', () => {
    const dynamic = { type: 'dynamic', factor: 2 }
    expect(parseLlamaConfig({ ...minimal, rope_scaling: dynamic })).toEqual(parseLlamaConfig(minimal))
    const divisors = Array.from({ length: parseLlamaConfig(minimal).head_dim / 2 }, (_, pair) => 1 + pair)
    const longrope = {
      rope_type: 'longrope',
      short_factor: divisors,
      long_factor: divisors,
      factor: 1,
      attention_factor: 1,
      original_max_position_embeddings: 64,
    }
    expect(parseLlamaConfig({ ...minimal, rope_scaling: longrope }).rope_scaling).toEqual(longrope)
    for (const change of [{ long_factor: divisors.map(() => 9) }, { attention_factor: 1.2 }, { factor: 4 }])
      expect(codeOf({ ...minimal, rope_scaling: { ...longrope, ...change } })).toBe('unsupported')
    const short = { short_factor: [1], long_factor: [1] }
    expect(codeOf({ ...minimal, rope_scaling: { ...longrope, ...short } })).toBe('unsupported')
  })

  it.each([
    { model_type: 'gpt2' },
    { model_type: 'qwen3' },
    { hidden_act: 'gelu' },
    { rope_scaling: { rope_type: 'longrope' } },
    { rope_parameters: { partial_rotary_factor: 0.5 } },
    { partial_rotary_factor: 0.5 },
    { rope_interleaved: true },
    { quantization_config: { quant_method: 'gptq' } },
    { quantization_config: {} },
  ])('refuses %j as unsupported', (change) => {
    expect(codeOf({ ...minimal, ...change })).toBe('unsupported')
  })

  it.each([
    { vocab_size: 0 },
    { hidden_size: -64 },
    { hidden_size: 64.5 },
    { hidden_size: '64' },
    { hidden_size: null },
    { num_hidden_layers: 1e9 },
    { num_hidden_layers: undefined },
    { num_attention_heads: 5 },
    { num_key_value_heads: 3 },
    { head_dim: 15 },
    { rms_norm_eps: 0 },
    { rope_theta: -1 },
    { rope_theta: Number.NaN },
    { rope_scaling: { rope_type: 'linear' } },
    { rope_parameters: { rope_type: 'yarn', factor: 4 } },
    { rope_theta: 1, rope_scaling: { type: 'yarn', factor: 4, original_max_position_embeddings: 32 } },
    { rope_scaling: { rope_type: 'linear', factor: 0.5 } },
    { rope_scaling: { rope_type: 'llama3', factor: 8 } },
    { rope_scaling: { ...LLAMA3, low_freq_factor: 4 } },
    { vocab_size: 2 ** 24, hidden_size: 2 ** 20 },
    { eos_token_id: 'end' },
    { eos_token_id: -1 },
  ])('refuses %j as impossible', (change) => {
    expect(codeOf({ ...minimal, ...change })).toBe('bad-model')
  })

  it.each<[object, RegExp]>([
    [{ num_attention_heads: 5 }, /hidden_size 64 does not divide into 5 heads/],
    [{ head_dim: 15 }, /head_dim 15 is odd/],
    [{ num_key_value_heads: 3 }, /4 heads cannot share 3/],
    [{ vocab_size: 2 ** 24, hidden_size: 2 ** 16 }, /more than 2³¹ numbers/],
    [{ num_attention_heads: 2 ** 13, head_dim: 2 ** 13 }, /more than 2³¹ numbers/],
  ])('says of %j what is impossible', (change, said) => {
    expect(errorOf({ ...minimal, ...change })?.message).toMatch(said)
  })

  it('answers anything else with a typed error', () => {
    fc.assert(fc.property(fc.anything(), (json) => void codeOf(json)))
    const keys = fc.constantFrom(
      ...Object.keys(minimal),
      'head_dim',
      'rope_scaling',
      'eos_token_id',
      'model_type',
    )
    fc.assert(
      fc.property(keys, fc.anything(), (key, value) => {
        expect([null, 'bad-model', 'unsupported']).toContain(codeOf({ ...minimal, [key]: value }))
      }),
    )
  })
})
