import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../../core/errors.ts'
import { fuzzRuns } from '../../core/fuzz-runs.fixture.ts'
import { memorySource } from '../byte-source.ts'
import type { LlamaConfig } from '../llama-config.ts'
import type { OpenCheckpoint } from '../open-checkpoint.ts'
import { openTokenizer } from '../open-tokenizer.ts'
import { ropeFrequencies } from '../rope-frequencies.ts'
import { range } from './blocks.fixture.ts'
import { type TypedValue, writeGguf } from './gguf-file.fixture.ts'
import { parseGgufHeader } from './header.ts'
import { openGguf } from './open-gguf.ts'
import { LARGEST_ERROR, quantise, WRITTEN_TYPES } from './quantise.fixture.ts'
import { unpermuteRows } from './rope-rows.ts'
import { type SmallGguf, smallGguf } from './small-gguf.fixture.ts'
import { BYTE_PAIR_METADATA } from './vocabulary.fixture.ts'

const open = (file: Uint8Array) => openGguf(memorySource(file))
const refused = (code: string) => expect.objectContaining({ code })
/** One block of the K-quants a row. */
const WIDE: Partial<LlamaConfig> = {
  hidden_size: 256,
  intermediate_size: 256,
  num_hidden_layers: 1,
  num_attention_heads: 4,
  head_dim: 64,
}
const YARN: [string, TypedValue][] = [
  ['llama.rope.scaling.type', { text: 'yarn' }],
  ['llama.rope.scaling.factor', { f32: 4 }],
  ['llama.rope.scaling.original_context_length', { u32: 32 }],
]
const withMetadata = (...metadata: [string, TypedValue][]) => smallGguf({ metadata }).file

async function expectWeights(checkpoint: OpenCheckpoint, { weights }: ReturnType<typeof smallGguf>) {
  expect([...checkpoint.names].sort()).toEqual([...weights.keys()].sort())
  for (const [name, { shape, data }] of weights) {
    const read = await checkpoint.tensor(name)
    expect(read.shape).toEqual(shape)
    expect([name, read.data]).toEqual([name, data])
  }
}

describe('openGguf', () => {
  it.each<[string, SmallGguf]>([
    ['a Llama with tied embeddings', {}],
    [
      'a Llama with biases, whose q and k are permuted too',
      { config: { attention_bias: true, mlp_bias: true } },
    ],
    ['a Llama with a head of its own', { config: { tie_word_embeddings: false } }],
    ['a Qwen2, which is not permuted', { architecture: 'qwen2', config: { attention_bias: true } }],
    ['as many key-value heads as heads', { config: { num_key_value_heads: 3, head_dim: 6 } }],
  ])('gives %s as Hugging Face has it', async (_, options) => {
    const made = smallGguf(options)
    const checkpoint = await open(made.file)
    expect(checkpoint.config).toEqual(made.config)
    const isQwen = options.architecture === 'qwen2'
    expect(checkpoint.configJson).toMatchObject({
      model_type: isQwen ? 'qwen2' : 'llama',
      architectures: [isQwen ? 'Qwen2ForCausalLM' : 'LlamaForCausalLM'],
    })
    await expectWeights(checkpoint, made)
  })

  it.each(WRITTEN_TYPES)('reads matrices stored as %s', async (type) => {
    const made = smallGguf({ type, config: type.endsWith('_K') ? WIDE : {} })
    const checkpoint = await open(made.file)
    for (const [name, { data }] of made.weights) {
      const read = (await checkpoint.tensor(name)).data
      const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      const worst = data.reduce((most, value, i) => Math.max(most, Math.abs(value - read[i]!)), 0)
      expect(worst).toBeLessThanOrEqual(LARGEST_ERROR[type] * largest)
    }
  })

  it('puts the rows of a head back: halves, not neighbours', () => {
    const stored = Float32Array.of(0, 2, 1, 3, 10, 12, 11, 13)
    expect([...unpermuteRows(stored, 4, 1)]).toEqual([0, 1, 2, 3, 10, 11, 12, 13])
  })

  it('reads no more than the header before it is asked for a tensor', async () => {
    const { file } = smallGguf()
    const padded = new Uint8Array(2 ** 22)
    padded.set(file)
    const ends: number[] = []
    const read = async (start: number, end: number) => {
      ends.push(end)
      return padded.slice(start, end)
    }
    const source = { size: padded.length, read }
    await openGguf(source)
    expect(Math.max(...ends)).toBeLessThan(padded.length)
  })

  it('finds tensors beyond 4 GiB', async () => {
    const { file, weights } = smallGguf()
    const { tensors } = parseGgufHeader(file, file.length)!
    const [first] = tensors.values()
    const last = [...tensors.values()].at(-1)!
    const far = 5 * 2 ** 30
    // The place of the last tensor, counted from the first, stands at the end of the header.
    const moved = new Uint8Array(2 ** 22)
    moved.set(file)
    const view = new DataView(moved.buffer)
    let at = first!.begin - 8
    while (view.getBigUint64(at, true) !== BigInt(last.begin - first!.begin)) at--
    view.setBigUint64(at, BigInt(far - first!.begin), true)
    const read = async (start: number, end: number) =>
      start < far ? moved.slice(start, end) : file.slice(last.begin + start - far, last.begin + end - far)
    const checkpoint = await openGguf({ size: far + (last.end - last.begin), read })
    const { data } = await checkpoint.tensor(checkpoint.names.at(-1)!)
    expect(data).toEqual(weights.get(checkpoint.names.at(-1)!)!.data)
  })

  it('takes the vocabulary from the embedding and theta as it was written before it became a float32', async () => {
    const file = withMetadata(['llama.rope.freq_base', { f32: 130000.1 }], ['llama.vocab_size', { u32: 7 }])
    expect((await open(file)).config).toMatchObject({
      rope_theta: 130000.1,
      vocab_size: 40,
      rms_norm_eps: 1e-5,
    })
  })

  it('takes a head for its share of the width, and a number a layer for one where all are equal', async () => {
    const { content, config, weights } = smallGguf({ config: { num_attention_heads: 2, head_dim: 16 } })
    const each: TypedValue = { of: 'i32', list: [{ i32: 64 }, { i32: 64 }] }
    const metadata = content.metadata
      .filter(([name]) => !/attention.(key|value)_length|rope.dimension_count/.test(name))
      .map(([name, value]): [string, TypedValue] => [
        name,
        name.endsWith('feed_forward_length') ? each : value,
      ])
    const checkpoint = await open(writeGguf({ ...content, metadata }))
    expect(checkpoint.config).toEqual(config)
    const name = 'model.layers.0.self_attn.q_proj.weight'
    expect((await checkpoint.tensor(name)).data).toEqual(weights.get(name)?.data)
    const none = withMetadata(['llama.feed_forward_length', { of: 'i32', list: [] }])
    await expect(open(none)).rejects.toThrow(/different sizes/)
  })

  it('reads no further than the window of sliding attention', async () => {
    for (const [window, longest] of [
      [100, 100],
      [4096, 128],
      [0, 128],
    ] as const) {
      const file = withMetadata(['llama.attention.sliding_window', { u32: window }])
      expect((await open(file)).config.max_position_embeddings).toBe(longest)
    }
  })

  it('tells the licence, where the file has one', async () => {
    expect((await open(withMetadata(['general.license', { text: 'mit' }]))).licence).toBe('mit')
    expect(await open(smallGguf().file)).not.toHaveProperty('licence')
  })

  it('stops at the end of the text and at the end of a turn', async () => {
    const file = withMetadata(['tokenizer.ggml.eot_token_id', { u32: 5 }])
    expect((await open(file)).config.eos_token_ids).toEqual([2, 5])
  })
})

describe('RoPE in a GGUF file', () => {
  const llama3 = {
    rope_type: 'llama3',
    factor: 8,
    low_freq_factor: 1,
    high_freq_factor: 4,
    original_max_position_embeddings: 8192,
  } as const
  const rope = { head_dim: 32, rope_theta: 10000 }

  function withFactors(factors: Float32Array): Uint8Array {
    const { content } = smallGguf()
    const data = quantise('F32', factors)
    const tensor = { shape: [factors.length], type: 'F32', data } as const
    return writeGguf({ ...content, tensors: [...content.tensors, ['rope_freqs.weight', tensor]] })
  }

  it('is stretched linearly where the metadata say so', async () => {
    const linear: [string, TypedValue][] = [
      ['llama.rope.scaling.type', { text: 'linear' }],
      ['llama.rope.scaling.factor', { f32: 4 }],
    ]
    expect((await open(withMetadata(...linear))).config.rope_scaling).toEqual({
      rope_type: 'linear',
      factor: 4,
    })
    const older = await open(withMetadata(['llama.rope.scale_linear', { f32: 2 }]))
    expect(older.config.rope_scaling).toEqual({ rope_type: 'linear', factor: 2 })
  })

  it('has the scaling of Llama 3 where its divisors lie among the tensors', async () => {
    const plain = ropeFrequencies(rope)
    const scaled = ropeFrequencies({ ...rope, rope_scaling: llama3 })
    const factors = Float32Array.from(plain, (frequency, pair) => frequency / scaled[pair]!)
    expect((await open(withFactors(factors))).config.rope_scaling).toEqual(llama3)
  })

  it('is stretched by YaRN where the metadata say so', async () => {
    expect((await open(withMetadata(...YARN))).config.rope_scaling).toMatchObject({
      rope_type: 'yarn',
      factor: 4,
      original_max_position_embeddings: 32,
      attention_factor: 0.1 * Math.log(4) + 1,
    })
  })

  it('has the divisors themselves where they are not those of Llama 3', async () => {
    const odd = Float32Array.from(range(16), (pair) => 1 + pair)
    const { config } = await open(withFactors(odd))
    expect(config.rope_scaling).toMatchObject({ rope_type: 'longrope', short_factor: [...odd] })
    const turned = ropeFrequencies({ ...rope, rope_scaling: config.rope_scaling! })
    const plain = ropeFrequencies(rope)
    expect([...turned]).toEqual([...plain].map((frequency, pair) => frequency / odd[pair]!))
  })

  it('is refused where it is of another kind', async () => {
    const other = withMetadata(['llama.rope.scaling.type', { text: 'longrope' }])
    await expect(open(other)).rejects.toThrow(/"longrope"/)
    const sharper = withMetadata(...YARN, ['llama.rope.scaling.yarn_attn_factor', { f32: 1.2 }])
    await expect(open(sharper)).rejects.toThrow(/attn_factor/)
    await expect(open(withMetadata(['llama.rope.dimension_count', { u32: 16 }]))).rejects.toThrow(
      refused('unsupported'),
    )
    const odd = Float32Array.from(range(16), (pair) => 1 + pair)
    for (const factors of [odd.subarray(1), odd.map((_, pair) => pair), odd.map(() => Number.NaN)])
      await expect(open(withFactors(factors))).rejects.toThrow(refused('bad-model'))
    await expect(open(withFactors(new Float32Array(2 ** 14 + 1)))).rejects.toThrow(/too many RoPE factors/)
  })
})

describe('a GGUF file that is refused', () => {
  it('is a later part of several, which does not say what the model is', async () => {
    const metadata = [
      ['split.no', { u16: 1 }],
      ['split.count', { u16: 2 }],
    ] as const
    const part = open(writeGguf({ metadata, tensors: [] }))
    await expect(part).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('in several files'),
      advice: expect.stringContaining('llama-gguf-split --merge'),
    })
  })

  it.each<[string, TypedValue, string, RegExp]>([
    ['general.architecture', { text: 'gemma3' }, 'unsupported', /"gemma3"/],
    ['llama.expert_count', { u32: 8 }, 'unsupported', /experts/],
    ['split.count', { u16: 3 }, 'unsupported', /several files/],
    ['llama.attention.value_length', { u32: 16 }, 'unsupported', /values/],
    [
      'llama.feed_forward_length',
      { of: 'i32', list: [{ i32: 64 }, { i32: 32 }] },
      'unsupported',
      /different sizes/,
    ],
    ['llama.attention.causal', { bool: 0 }, 'unsupported', /looks ahead/],
    ['llama.attention.scale', { f32: 0.5 }, 'unsupported', /a scale of its own/],
    ['llama.block_count', { text: 'two' }, 'bad-model', /llama.block_count/],
    ['llama.block_count', { u32: 3 }, 'bad-model', /no tensor model.layers.2/],
    ['llama.embedding_length', { u32: 64 }, 'bad-model', /shape/],
    ['llama.attention.head_count', { u32: 0 }, 'bad-model', /num_attention_heads/],
    ['tokenizer.ggml.eos_token_id', { u64: 2n ** 60n }, 'bad-model', /eos_token_id/],
  ])('for its %s', async (key, value, code, said) => {
    const file = withMetadata([key, value])
    await expect(open(file)).rejects.toThrow(refused(code))
    await expect(open(file)).rejects.toThrow(said)
  })

  it.each([
    ['general.architecture', /does not name its architecture/],
    ['llama.embedding_length', /does not give llama.embedding_length/],
  ])('without %s', async (key, said) => {
    const { content } = smallGguf()
    const without = { ...content, metadata: content.metadata.filter(([name]) => name !== key) }
    await expect(open(writeGguf(without))).rejects.toThrow(said)
  })

  it('for a tensor that has its name also in the words of Hugging Face', async () => {
    const { content } = smallGguf()
    const [[, tensor] = []] = content.tensors
    const twice = writeGguf({ ...content, tensors: [...content.tensors, ['model.norm.weight', tensor!]] })
    await expect(open(twice)).rejects.toThrow(/model.norm.weight under two names/)
  })

  it('for a tensor that is missing, of no Llama, or not finite', async () => {
    const { content } = smallGguf()
    const first = content.tensors[0]!
    const rest = content.tensors.slice(1)
    await expect(open(writeGguf({ ...content, tensors: rest }))).rejects.toThrow(/token_embd/)
    const stray = writeGguf({
      ...content,
      tensors: [...content.tensors, ['blk.0.attn_q_norm.weight', first[1]]],
    })
    await expect(open(stray)).rejects.toThrow(/attn_q_norm/)
    const broken = first[1].data.map((byte, i) => (i < 4 ? 255 : byte))
    const nan = await open(
      writeGguf({ ...content, tensors: [[first[0], { ...first[1], data: broken }], ...rest] }),
    )
    await expect(nan.tensor('model.embed_tokens.weight')).rejects.toThrow(refused('bad-model'))
  })

  it('where it is cut off anywhere', async () => {
    const { file } = smallGguf()
    for (const share of [0, 0.001, 0.01, 0.5, 0.999]) {
      await expect(open(file.subarray(0, Math.floor(file.length * share)))).rejects.toThrow(
        refused('bad-model'),
      )
    }
  })

  it('throws nothing but typed errors however it is damaged', async () => {
    const { file } = smallGguf({ type: 'Q8_0', metadata: BYTE_PAIR_METADATA, config: { vocab_size: 300 } })
    const headerBytes = 14_000
    const place = fc.nat(headerBytes)
    const damage = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = file.slice()
        for (const [at, value] of changes) damaged[at] = value
        const outcome = await readAll(damaged).catch((thrown: unknown) => thrown)
        if (outcome instanceof Error) {
          expect(outcome.name).toBe('AppError')
          expect(['bad-model', 'unsupported']).toContain((outcome as AppError).code)
        }
      }),
      fuzzRuns(150),
    )
  })

  it('is not read further than any header is long', async () => {
    // A text of 2⁴⁰ bytes in a file that is as long: nothing contradicts it.
    const head = withMetadata(['k', { text: '' }]).slice(0, 64)
    new DataView(head.buffer).setBigUint64(24, 2n ** 40n, true)
    let longest = 0
    const read = async (_start: number, end: number) => {
      longest = Math.max(longest, end)
      // What is not read is not made up either: only its length matters.
      const bytes = new Uint8Array(end)
      bytes.set(head)
      return bytes
    }
    await expect(openGguf({ size: 2 ** 41, read })).rejects.toThrow(/256 MiB/)
    expect(longest).toBeLessThanOrEqual(2 ** 28)
  })
})

async function readAll(file: Uint8Array): Promise<void> {
  const { names, tensor, tokenizerFiles, config } = await open(file)
  await openTokenizer(tokenizerFiles, config, 'The file')
  for (const name of names) await tensor(name)
}
