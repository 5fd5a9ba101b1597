import { llamaConfigJson } from '../model/checkpoint.ts'
import { writeExpert } from '../model/expert-file.ts'
import { factorInMemory } from '../model/factor-in-memory.fixture.ts'
import { parseLlamaConfig } from '../model/parse-config.ts'
import { randomCheckpointTensors } from '../model/random-model.ts'
import { encodedTokenizer } from '../model/small-tokenizer.fixture.ts'
import { buildTokenizerFiles } from '../tasks/tokenizer-files.ts'
import { EXPERT_INDEX, expertIndex } from './expert-index.ts'

/** Every file of a bundle with one expert, `math`, by its path in the bundle's folder. Test code only. */
export async function smallBundle(): Promise<Map<string, Uint8Array>> {
  const text = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json))
  const config = parseLlamaConfig({
    model_type: 'llama',
    vocab_size: 2048,
    hidden_size: 8,
    intermediate_size: 12,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    num_key_value_heads: 1,
    max_position_embeddings: 32,
    rms_norm_eps: 1e-5,
    rope_theta: 10_000,
    tie_word_embeddings: true,
    hidden_act: 'silu',
  })
  const { files: bundle, report } = await factorInMemory(
    {
      config,
      configJson: llamaConfigJson(config),
      tensors: randomCheckpointTensors(config, 1),
      tokenizerFiles: encodedTokenizer(buildTokenizerFiles()),
    },
    { group: 'mlp', dtype: 'f32' },
  )
  const z = new Map(report.modules.map(({ name, rank }) => [name, new Float32Array(rank).fill(1.5)]))
  const expert = writeExpert({ name: 'math', z, provenance: { task: 'math' } })
  return new Map([
    ...bundle,
    ['experts/math.safetensors', expert],
    [EXPERT_INDEX, text(expertIndex(new Map([['math.safetensors', expert]])))],
  ])
}
