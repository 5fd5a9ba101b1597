import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { smallTokenizerFiles } from '../model/small-tokenizer.fixture.ts'
import { createTokenizer, type Tokenizer } from '../model/tokenizer.ts'
import type { WrittenExercise } from '../tasks/written-exercises.ts'

const { tokenizerJson, tokenizerConfig } = smallTokenizerFiles()

/** A random model hardly ever says the one end token, and only answers that end can earn anything. */
export const SMALL_TOKENIZER: Tokenizer = {
  ...createTokenizer(tokenizerJson, tokenizerConfig),
  stopIds: Array.from({ length: 150 }, (_, index) => 3 + index),
}

/** Random weights that read whole prompts letter by letter. */
export const smallModel = (seed: number) =>
  randomModel({ ...SMALL_CONFIG, vocab_size: SMALL_TOKENIZER.vocabSize, max_position_embeddings: 256 }, seed)

/** Some random answers to these are right: one number in two counts. */
export const LENIENT_EXERCISES: readonly WrittenExercise[] = Array.from({ length: 12 }, (_, index) => ({
  prompt: `lena has ${index}`,
  answers: Array.from({ length: 50 }, (_, number) => `${2 * number}`),
}))
