import { type Checkpoint, llamaConfigJson } from './checkpoint.ts'
import type { LlamaConfig } from './llama-config.ts'
import { type RandomWeights, randomCheckpointTensors } from './random-model.ts'
import { SMALL_CONFIG } from './small-config.fixture.ts'
import { encodedTokenizer, smallTokenizerFiles } from './small-tokenizer.fixture.ts'

export function smallCheckpoint(changes: Partial<LlamaConfig> = {}, weights: RandomWeights = {}): Checkpoint {
  const config = { ...SMALL_CONFIG, ...changes }
  return {
    config,
    configJson: llamaConfigJson(config),
    tensors: randomCheckpointTensors(config, 1, weights),
    tokenizerFiles: encodedTokenizer(smallTokenizerFiles()),
  }
}
