import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { readBundle } from '../model/bundle.ts'
import { memorySource } from '../model/byte-source.ts'
import { openCheckpointFolder } from '../model/checkpoint-folder.ts'
import { factorCheckpoint } from '../model/factor-checkpoint.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import { openGguf } from '../model/gguf/open-gguf.ts'
import type { OpenCheckpoint } from '../model/open-checkpoint.ts'
import { openTokenizer } from '../model/open-tokenizer.ts'
import { createNodeEngine } from './ort/node.ts'
import { referenceLogits } from './reference.ts'

/*
 * Small checkpoints with random weights and awkward shapes that other programs wrote, and what those make of them.
 *
 * The folders were saved by transformers 5.24.0 and the logits are its own, by torch 2.15.0 in float32 with eager
 * attention. The GGUF files were converted by llama.cpp's convert_hf_to_gguf.py (as llama-cpp-python 0.3.36 has it)
 * from checkpoints whose weights had been rounded to the file's type by gguf 0.19.0; their logits are those of the
 * rounded checkpoints by transformers, so that permuted rows, biases and RoPE factors have to come back as they were.
 * Ids of texts are by transformers' AutoTokenizer, and by SentencePiece for the vocabulary that it trained. How the text
 * is split, of which a GGUF file holds only the name, was told the converter, which knows published vocabularies alone.
 */

interface Expected {
  readonly ids: readonly number[]
  /** Logits after some of the ids. */
  readonly rows: Readonly<Record<string, readonly number[]>>
  readonly texts?: readonly { readonly text: string; readonly ids: readonly number[] }[]
}

const ROOT = fileURLToPath(new URL('foreign-checkpoints/', import.meta.url))
const TOLERANCE = 1e-4

async function openFolder(name: string): Promise<OpenCheckpoint> {
  const names = await readdir(`${ROOT}${name}`)
  const files = await Promise.all(
    names.map(async (file) => [file, memorySource(await readFile(`${ROOT}${name}/${file}`))] as const),
  )
  return openCheckpointFolder(new Map(files))
}

const openFile = async (name: string) => openGguf(memorySource(await readFile(`${ROOT}${name}.gguf`)))

async function expectedOf(path: string): Promise<Expected> {
  return JSON.parse(await readFile(`${ROOT}${path}`, 'utf8')) as Expected
}

async function factored(checkpoint: OpenCheckpoint): Promise<FactoredModel> {
  const made = new Map<string, Uint8Array>()
  const { files } = await factorCheckpoint(checkpoint, { group: 'all', dtype: 'f32' })
  for await (const [file, bytes] of files) made.set(file, bytes)
  return (await readBundle(async (path) => made.get(path)!)).model
}

/** Holds the factored checkpoint in both engines of Node against the logits of its maker. */
async function expectLogits(checkpoint: OpenCheckpoint, { ids, rows }: Expected): Promise<void> {
  const model = await factored(checkpoint)
  const scales = baseScales(model.adapted)
  const reference = referenceLogits(model, scales, ids)
  const engine = await createNodeEngine(model, { threads: 1 })
  for (const [at, wanted] of Object.entries(rows)) {
    const [row] = await engine.logits([{ ids: ids.slice(0, Number(at) + 1), scales }])
    for (const got of [reference[Number(at)]!, row!]) {
      expect(got).toHaveLength(wanted.length)
      const worst = Math.max(...wanted.map((logit, id) => Math.abs(logit - got[id]!)))
      expect(worst, `after id ${at}`).toBeLessThan(TOLERANCE)
    }
  }
  engine.dispose()
}

describe('a folder that transformers saved', () => {
  it.each([
    ['llama-nine-heads-biases', { num_key_value_heads: 3, attention_bias: true, mlp_bias: true }],
    ['llama-stretched-sharded', { num_key_value_heads: 1, tie_word_embeddings: true, head_dim: 10 }],
    ['qwen2-yarn', { head_dim: 16, rope_scaling: { rope_type: 'yarn', factor: 4 } }],
    ['qwen2-seven-heads-tied', { num_attention_heads: 7, attention_bias: true, rope_theta: 123456 }],
    [
      'mistral-wide-heads',
      { hidden_size: 13, head_dim: 10, rope_scaling: { rope_type: 'linear', factor: 2.5 } },
    ],
  ])('has the logits that transformers gives it: %s', async (name, config) => {
    const checkpoint = await openFolder(name)
    expect(checkpoint.config).toMatchObject(config)
    await expectLogits(checkpoint, await expectedOf(`${name}/expected.json`))
  })
})

describe('a GGUF file that llama.cpp’s converter wrote', () => {
  it.each([
    ['llama-biases-q8_0', { attention_bias: true, rope_scaling: { rope_type: 'llama3', factor: 8 } }],
    ['qwen2-odd-f16', { num_attention_heads: 7, attention_bias: true, tie_word_embeddings: true }],
    ['llama-sentencepiece-bf16', { num_attention_heads: 9, head_dim: 6 }],
  ])(
    'has the logits of the checkpoint it came from, and reads text as its tokenizer: %s',
    async (name, config) => {
      const checkpoint = await openFile(name)
      const expected = await expectedOf(`${name}.expected.json`)
      expect(checkpoint.config).toMatchObject(config)
      await expectLogits(checkpoint, expected)
      const tokenizer = await openTokenizer(checkpoint.tokenizerFiles, checkpoint.config, 'The file')
      for (const { text, ids } of expected.texts ?? [])
        expect([text, tokenizer.encode(text, { special: true })]).toEqual([text, ids])
    },
  )
})
