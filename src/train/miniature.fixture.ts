import { nodeRuntime } from '../engine/ort/node.ts'
import { readBundle } from '../model/bundle.ts'
import { factorInMemory } from '../model/factor-in-memory.fixture.ts'
import { taskTokenizer } from '../tasks/tokenizer-files.ts'
import { pretrain } from './pretrain.ts'
import { pretrainedCheckpoint } from './pretrained-checkpoint.ts'
import { parseRecipe } from './recipe.ts'

/** The pipeline of the embedded model at a size that trains in seconds. */
export const MINIATURE = parseRecipe({
  name: 'miniature',
  seed: 5,
  model: {
    hidden_size: 32,
    intermediate_size: 64,
    num_hidden_layers: 2,
    num_attention_heads: 2,
    num_key_value_heads: 2,
    max_position_embeddings: 128,
    rms_norm_eps: 1e-5,
    rope_theta: 10_000,
  },
  training: {
    steps: 300,
    batch_size: 32,
    learning_rate: 0.006,
    final_learning_rate: 0.0006,
    warmup_steps: 20,
    weight_decay: 0.05,
    prompt_weight: 0.1,
    clip_norm: 1,
  },
})

/** Pretrains the miniature, factors it, and reads the bundle back as a person's browser would. */
export async function trainMiniature() {
  const pretrained = await pretrain(nodeRuntime, MINIATURE, taskTokenizer())
  const { files } = await factorInMemory(pretrainedCheckpoint(pretrained), {
    name: 'miniature',
    group: 'all',
    dtype: 'f16',
  })
  const bundle = await readBundle(async (path) => {
    const bytes = files.get(path)
    if (!bytes) throw new Error(`${path} is missing`)
    return bytes
  })
  return { pretrained, bundle }
}
