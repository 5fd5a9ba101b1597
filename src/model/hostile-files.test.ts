import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { memorySource } from './byte-source.ts'
import { writeCheckpoint } from './checkpoint.ts'
import { openCheckpointFolder } from './checkpoint-folder.ts'
import { damagedBytes, damagedJson, decode, encode } from './damage.fixture.ts'
import { openGguf } from './gguf/open-gguf.ts'
import { smallGguf } from './gguf/small-gguf.fixture.ts'
import { BYTE_PAIR_METADATA } from './gguf/vocabulary.fixture.ts'
import type { OpenCheckpoint } from './open-checkpoint.ts'
import { openTokenizer } from './open-tokenizer.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'
import { smallCheckpoint } from './small-checkpoint.fixture.ts'
import type { JsonValue } from './strict-json.ts'

async function readAll(checkpoint: OpenCheckpoint): Promise<void> {
  for (const name of checkpoint.names) await checkpoint.tensor(name)
  await runTokenizer(checkpoint.tokenizerFiles, checkpoint.config)
}

async function runTokenizer(
  files: ReadonlyMap<string, Uint8Array>,
  config: Parameters<typeof openTokenizer>[1],
): Promise<void> {
  const tokenizer = await openTokenizer(files, config, 'The model')
  const ids = tokenizer.encode('lena has 12 apples, é 🙂')
  tokenizer.decode(ids)
  tokenizer.pieces(ids)
  tokenizer.promptIds('so')
}

/** Nothing, or an AppError that says what is wrong with the files. */
async function expectTyped(reading: Promise<void>): Promise<void> {
  const outcome = await reading.catch((thrown: unknown) => thrown)
  if (outcome === undefined) return
  expect(outcome).toBeInstanceOf(AppError)
  expect(['bad-model', 'unsupported', 'bad-input']).toContain((outcome as AppError).code)
}

function shardedFolder(): Map<string, Uint8Array> {
  const files = writeCheckpoint(smallCheckpoint({ attention_bias: true }))
  const { tensors } = readSafetensors(files.get('model.safetensors')!)
  files.delete('model.safetensors')
  const names = [...tensors.keys()]
  const places: Record<string, string> = {}
  for (const part of [0, 1]) {
    const shard = `model-0000${part + 1}-of-00002.safetensors`
    const held = names.filter((_, index) => index % 2 === part)
    for (const name of held) places[name] = shard
    files.set(shard, writeSafetensors(new Map(held.map((name) => [name, tensors.get(name)!])), new Map()))
  }
  files.set('model.safetensors.index.json', encode({ metadata: {}, weight_map: places }))
  files.set('generation_config.json', encode({ eos_token_id: [3, 4] }))
  return files
}

describe('files of unknown origin give typed errors and nothing else', () => {
  const folder = shardedFolder()

  it('a folder with one file damaged', async () => {
    const names = [...folder.keys()]
    const change = fc.constantFrom(...names).chain((name) => {
      const bytes = damagedBytes(2000)
      return fc.tuple(fc.constant(name), name.endsWith('.json') ? fc.oneof(damagedJson, bytes) : bytes)
    })
    await fc.assert(
      fc.asyncProperty(change, async ([name, damage]) => {
        const files = new Map(folder).set(name, damage(folder.get(name)!))
        const sources = new Map([...files].map(([file, bytes]) => [file, memorySource(bytes)]))
        await expectTyped(openCheckpointFolder(sources).then(readAll))
      }),
      fuzzRuns(300),
    )
  })

  it('a tokenizer that is described wrongly', async () => {
    const json = folder.get('tokenizer.json')!
    const framed = decode(json) as Record<string, JsonValue>
    framed.post_processor = {
      type: 'Sequence',
      processors: [
        {
          type: 'TemplateProcessing',
          single: [{ SpecialToken: { id: '<|pad|>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
          pair: [],
          special_tokens: { '<|pad|>': { id: '<|pad|>', ids: [0], tokens: ['<|pad|>'] } },
        },
      ],
    }
    // Without its many words, so that damage hits the rules.
    const rules = encode({ ...framed, model: { ...(framed.model as object), vocab: { a: 0, '▁': 1 } } })
    const chat = encode({ chat_template: '{{ messages[0].content }}', eos_token: '<|end|>' })
    const config = { vocab_size: 420, eos_token_ids: [] }
    await fc.assert(
      fc.asyncProperty(damagedJson, fc.constantFrom(rules, chat), async (damage, damaged) => {
        const [words, rest] = damaged === rules ? [damage(rules), chat] : [json, damage(chat)]
        const files = new Map([
          ['tokenizer.json', words],
          ['tokenizer_config.json', rest],
        ])
        await expectTyped(runTokenizer(files, config))
      }),
      fuzzRuns(400),
    )
  })

  it('a GGUF file with bytes and lengths that lie', async () => {
    const { file } = smallGguf({ type: 'Q4_0', metadata: BYTE_PAIR_METADATA, config: { vocab_size: 300 } })
    await fc.assert(
      fc.asyncProperty(damagedBytes(14_000), async (damage) => {
        await expectTyped(openGguf(memorySource(damage(file))).then(readAll))
      }),
      fuzzRuns(300),
    )
  })
})
