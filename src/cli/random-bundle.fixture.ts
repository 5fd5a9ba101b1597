import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createPrng } from '../core/prng.ts'
import { llamaConfigJson, writeCheckpoint } from '../model/checkpoint.ts'
import { writeExpert } from '../model/expert-file.ts'
import { factorInMemory } from '../model/factor-in-memory.fixture.ts'
import { randomCheckpointTensors } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { encodedTokenizer } from '../model/small-tokenizer.fixture.ts'
import { buildTokenizerFiles, taskTokenizer } from '../tasks/tokenizer-files.ts'

export interface RandomBundle {
  readonly root: string
  /** A Hugging Face folder. */
  readonly checkpoint: string
  /** The same model, factored, with random experts math, code, reasoning and classifier. */
  readonly bundle: string
  remove(): Promise<void>
}

/** A small random model with the playground's own tokenizer, on disk. */
export async function makeRandomBundle(seed = 1): Promise<RandomBundle> {
  const root = await mkdtemp(join(tmpdir(), 't2-test-'))
  const tokenizer = taskTokenizer()
  const config = {
    ...SMALL_CONFIG,
    vocab_size: tokenizer.vocabSize,
    hidden_size: 16,
    intermediate_size: 24,
    num_attention_heads: 2,
    num_key_value_heads: 1,
    head_dim: 8,
    max_position_embeddings: 160,
    eos_token_ids: [...tokenizer.stopIds],
  }
  const checkpoint = {
    config,
    configJson: llamaConfigJson(config),
    tensors: randomCheckpointTensors(config, seed),
    tokenizerFiles: encodedTokenizer(buildTokenizerFiles()),
  }
  const { files, report } = await factorInMemory(checkpoint, { group: 'all', dtype: 'f32' })
  const bundle = new Map(files)
  for (const [index, name] of ['math', 'code', 'reasoning', 'classifier'].entries()) {
    const prng = createPrng(seed + index)
    const z = new Map(
      report.modules.map((module) => [
        module.name,
        Float32Array.from({ length: module.rank }, () => 1 + 0.3 * prng.normal()),
      ]),
    )
    bundle.set(`experts/${name}.safetensors`, writeExpert({ name, z, provenance: { task: name } }))
  }
  await writeAll(join(root, 'checkpoint'), writeCheckpoint(checkpoint))
  await writeAll(join(root, 'bundle'), bundle)
  return {
    root,
    checkpoint: join(root, 'checkpoint'),
    bundle: join(root, 'bundle'),
    remove: () => rm(root, { recursive: true, force: true }),
  }
}

async function writeAll(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
}
