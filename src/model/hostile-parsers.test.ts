import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { AppError, type AppErrorCode } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { writeCheckpoint } from './checkpoint.ts'
import { type Damage, damagedBytes, damagedJson, decode, encode } from './damage.fixture.ts'
import { eosIdsOf } from './generation-config.ts'
import { architectureOf, configFromGguf } from './gguf/config.ts'
import { type GgufContent, type TypedValue, writeGguf } from './gguf/gguf-file.fixture.ts'
import { parseGgufHeader } from './gguf/header.ts'
import { smallGguf } from './gguf/small-gguf.fixture.ts'
import { tokenizerFromGguf } from './gguf/tokenizer.ts'
import { groupLinears } from './lora-adapter.ts'
import { readLora, writeLora } from './lora-file.ts'
import { openTokenizer } from './open-tokenizer.ts'
import { parseLlamaConfig } from './parse-config.ts'
import { randomModel } from './random-model.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'
import { parseShardIndex } from './shard-index.ts'
import { smallCheckpoint } from './small-checkpoint.fixture.ts'
import { SMALL_CONFIG } from './small-config.fixture.ts'
import { parseStrictJson } from './strict-json.ts'
import { createTokenizer } from './tokenizer.ts'

const RUNS = fuzzRuns(10_000)
const BAD_MODEL: readonly AppErrorCode[] = ['bad-model', 'unsupported']

/** Bytes of any kind, or a sound file with some of it changed: whichever, a typed error or a sound result. */
function expectTyped<T>(
  sound: Uint8Array,
  damage: fc.Arbitrary<Damage>,
  codes: readonly AppErrorCode[],
  read: (bytes: Uint8Array) => T,
  check: (result: T, bytes: Uint8Array) => void = () => undefined,
): void {
  const noise = fc.uint8Array({ maxLength: 64 }).map(
    (bytes): Damage =>
      () =>
        bytes,
  )
  const any = fc.oneof({ arbitrary: damage, weight: 19 }, { arbitrary: noise, weight: 1 })
  // A file that is refused as it stands would show nothing.
  read(sound)
  fc.assert(
    fc.property(any, (change) => {
      const bytes = change(sound)
      try {
        check(read(bytes), bytes)
      } catch (thrown) {
        if (!(thrown instanceof AppError) || !codes.includes(thrown.code) || thrown.message === '')
          throw thrown
      }
    }),
    RUNS,
  )
}

const inJson = fc.oneof(damagedJson, damagedBytes(400))

describe('what is read of a file of unknown origin is sound, or a typed error', () => {
  it('safetensors', () => {
    const floats = (shape: number[]) => {
      const count = shape.reduce((product, size) => product * size, 1)
      return { dtype: 'F32' as const, shape, data: new Uint8Array(4 * count) }
    }
    const sound = writeSafetensors(
      new Map([
        ['a', floats([2, 3])],
        ['b', floats([5])],
      ]),
      new Map([['format', 'pt']]),
    )
    expectTyped(sound, damagedBytes(160), BAD_MODEL, readSafetensors, ({ tensors }, bytes) => {
      const held = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0)
      if (held > bytes.length) expect.fail(`${held} bytes of tensors in a file of ${bytes.length}`)
    })
  })

  it('config.json', () => {
    const sound = writeCheckpoint(smallCheckpoint()).get('config.json') ?? new Uint8Array()
    expectTyped(
      sound,
      inJson,
      BAD_MODEL,
      (bytes) => parseLlamaConfig(parseStrictJson(bytes, 'config.json')),
      (config) => {
        const sizes = [config.vocab_size, config.hidden_size, config.num_hidden_layers, config.head_dim]
        if (!sizes.every((size) => Number.isSafeInteger(size) && size > 0)) expect.fail(`${sizes}`)
        if (!Number.isFinite(config.rms_norm_eps) || !Number.isFinite(config.rope_theta))
          expect.fail('a number that is not finite')
      },
    )
  })

  it('the index of a checkpoint in shards', () => {
    const places = { a: 'model-00001-of-00002.safetensors', b: 'model-00002-of-00002.safetensors' }
    const sound = encode({ metadata: { total_size: 8 }, weight_map: places })
    expectTyped(sound, inJson, BAD_MODEL, parseShardIndex, (index) => {
      for (const shard of index.values())
        if (!/^\w[\w.-]*$/.test(shard)) expect.fail(`${shard} is no file name`)
    })
  })

  it('generation_config.json', () => {
    expectTyped(encode({ eos_token_id: [3, 4] }), inJson, BAD_MODEL, eosIdsOf, (ids) => {
      if (!ids.every((id) => Number.isSafeInteger(id) && id >= 0)) expect.fail(`${ids}`)
    })
  })

  it('GGUF', () => {
    const { content } = smallGguf({
      config: { num_hidden_layers: 1, vocab_size: 8, tie_word_embeddings: true },
    })
    const small: GgufContent = { ...content, tensors: content.tensors.slice(0, 4) }
    const sound = writeGguf(small)
    const read = (bytes: Uint8Array) => {
      const header = parseGgufHeader(bytes, bytes.length)
      if (header === null) throw new AppError('bad-model', 'It goes on beyond the file.')
      architectureOf(header.metadata)
      const parts = { vocabSize: 8, hasOutput: false, ropeFactors: undefined }
      parseLlamaConfig(configFromGguf(header.metadata, parts))
      tokenizerFromGguf(header.metadata)
      return header
    }
    expectTyped(sound, damagedBytes(sound.length), BAD_MODEL, read, ({ tensors }, bytes) => {
      for (const { name, begin, end } of tensors.values())
        if (!(begin >= 0 && begin <= end && end <= bytes.length))
          expect.fail(`${name} lies outside of the file`)
    })
  })

  it('GGUF with a vocabulary', () => {
    const { content } = smallGguf({ config: { num_hidden_layers: 1, vocab_size: 8 } })
    const words = ['<|endoftext|>', '<|im_end|>', 'Ġ', 't', 'h', 'e', 'Ġt', 'he']
    const numbers = [3, 3, 1, 1, 1, 1, 1, 1]
    const metadata: GgufContent['metadata'] = [
      ...content.metadata.filter(([key]) => !key.startsWith('tokenizer.')),
      ['tokenizer.ggml.model', { text: 'gpt2' }],
      ['tokenizer.ggml.pre', { text: 'llama-bpe' }],
      ['tokenizer.ggml.tokens', { of: 'text', list: words.map((text) => ({ text })) }],
      ['tokenizer.ggml.merges', { of: 'text', list: [{ text: 'Ġ t' }, { text: 'h e' }] }],
      ['tokenizer.ggml.token_type', { of: 'i32', list: numbers.map((i32) => ({ i32 })) }],
      ['tokenizer.ggml.eos_token_id', { u32: 1 }],
      ['tokenizer.ggml.bos_token_id', { u32: 0 }],
      ['tokenizer.chat_template', { text: '{{ messages[0].content }}' }],
    ]
    const sound = writeGguf({ metadata, tensors: [] })
    const odd = fc.constantFrom<TypedValue>(
      ...[
        { u32: 2 ** 32 - 1 },
        { i32: -1 },
        { f32: Number.NaN },
        { f64: 1e308 },
        { u64: 2n ** 64n - 1n },
        { bool: 2 },
      ],
      ...[
        { text: '' },
        { text: 'llama' },
        { text: '__proto__' },
        { text: '\uD800' },
        { text: '{'.repeat(2000) },
      ],
      ...[
        { of: 'text' as const, list: [] },
        { of: 'text' as const, list: words.map(() => ({ text: 'constructor' })) },
      ],
      ...[
        { of: 'i32' as const, list: words.map(() => ({ i32: 7 })) },
        { of: 'f32' as const, list: [{ f32: Number.NaN }] },
      ],
    )
    // Another value under a key, an entry that goes, or one that is there twice.
    const otherContent = fc
      .array(fc.tuple(fc.nat(), odd, fc.constantFrom('instead', 'gone', 'twice')), {
        minLength: 1,
        maxLength: 3,
      })
      .map((changes): Damage => {
        return () => {
          const entries = [...metadata]
          for (const [at, value, how] of changes) {
            const place = at % entries.length
            const key = entries[place]?.[0] ?? ''
            if (how === 'instead') entries[place] = [key, value]
            else
              entries.splice(
                place,
                how === 'gone' ? 1 : 0,
                ...(how === 'gone' ? [] : [[key, value] as const]),
              )
          }
          return writeGguf({ metadata: entries, tensors: [] })
        }
      })
    const read = (bytes: Uint8Array) => {
      const header = parseGgufHeader(bytes, bytes.length)
      if (header === null) throw new AppError('bad-model', 'It goes on beyond the file.')
      const files = tokenizerFromGguf(header.metadata)
      const [json, config] = ['tokenizer.json', 'tokenizer_config.json'].map((name) => files.get(name))
      if (!json || !config) return null
      return createTokenizer(parseStrictJson(json, 'It'), parseStrictJson(config, 'It'), { rows: 8 })
    }
    const damage = fc.oneof(otherContent, damagedBytes(sound.length))
    expectTyped(sound, damage, BAD_MODEL, read, (tokenizer) => {
      for (const id of tokenizer?.stopIds ?? [])
        if (!Number.isSafeInteger(id)) expect.fail(`${id} is no token`)
    })
  })

  it('a LoRA adapter', () => {
    const model = randomModel(SMALL_CONFIG, 1, { adapted: 'mlp' })
    const parts = groupLinears(model, 'all')
      .slice(0, 2)
      .map((module) => ({ module, a: new Float32Array(module.in), b: new Float32Array(module.out) }))
    const sound = writeLora({ name: 'mine', rank: 1, alpha: 2, parts, provenance: {} })
    expectTyped(
      sound,
      damagedBytes(sound.length),
      ['bad-expert'],
      (bytes) => readLora(bytes, model, 'mine'),
      (lora) => {
        const numbers = lora.parts.flatMap(({ a, b }) => [...a, ...b])
        if (!numbers.every(Number.isFinite)) expect.fail('a number that is not finite')
      },
    )
  })

  it('tokenizer.json and tokenizer_config.json', async () => {
    // The library remarks on what it does not know before it goes on without.
    vi.spyOn(console, 'warn').mockReturnValue()
    const whole = decode(writeCheckpoint(smallCheckpoint()).get('tokenizer.json') ?? new Uint8Array())
    const framed = whole as Record<string, object>
    // Without its many words, so that damage hits the rules.
    const rules = encode({ ...framed, model: { ...framed.model, vocab: { a: 0, '▁': 1 } } })
    const chat = encode({ chat_template: '{{ messages[0].content }}', eos_token: '<|end|>' })
    await fc.assert(
      fc.asyncProperty(inJson, fc.boolean(), async (damage, isChat) => {
        const files = new Map([
          ['tokenizer.json', isChat ? rules : damage(rules)],
          ['tokenizer_config.json', isChat ? damage(chat) : chat],
        ])
        const reading = openTokenizer(files, { vocab_size: 420, eos_token_ids: [] }, 'The model').then(
          (tokenizer) => tokenizer.decode(tokenizer.encode('a é 🙂')),
        )
        const outcome: unknown = await reading.catch((thrown: unknown) => thrown)
        if (typeof outcome === 'string') return
        const isTyped = outcome instanceof AppError && [...BAD_MODEL, 'bad-input'].includes(outcome.code)
        if (!isTyped) throw outcome
      }),
      RUNS,
    )
  })
})
