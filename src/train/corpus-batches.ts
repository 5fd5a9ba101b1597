import type { Prng } from '../core/prng.ts'
import type { Tokenizer } from '../model/tokenizer.ts'
import { corpusExample } from '../tasks/corpus.ts'
import type { TeacherSequence } from './teacher-batch.ts'

/** How many batches are drawn and sorted by length at a time: the stream begins a pool with every so many. */
export const POOL = 16

/** One exchange as token ids: prompt tokens weigh `promptWeight`, answer tokens 1. */
function corpusSequence(
  tokenizer: Tokenizer,
  endId: number,
  prng: Prng,
  promptWeight: number,
): TeacherSequence {
  const { prompt, answer } = corpusExample(prng)
  const promptIds = tokenizer.promptIds(prompt)
  const ids = [...promptIds, ...tokenizer.encode(answer), endId]
  return { ids, weights: ids.map((_, index) => (index < promptIds.length ? promptWeight : 1)) }
}

/**
 * Endless batches of the corpus. A pool of batches is sorted by length before it is cut, so that little is
 * padded, then shuffled.
 */
export function* corpusBatches(
  tokenizer: Tokenizer,
  endId: number,
  prng: Prng,
  batchSize: number,
  promptWeight: number,
): Generator<readonly TeacherSequence[], never> {
  for (;;) {
    const pool = Array.from({ length: POOL * batchSize }, () =>
      corpusSequence(tokenizer, endId, prng, promptWeight),
    ).sort((a, b) => a.ids.length - b.ids.length)
    const batches = Array.from({ length: POOL }, (_, index) =>
      pool.slice(index * batchSize, (index + 1) * batchSize),
    )
    yield* prng.shuffle(batches)
  }
}
