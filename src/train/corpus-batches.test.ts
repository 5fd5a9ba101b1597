import { expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { corpusExample } from '../tasks/corpus.ts'
import { corpusBatches, POOL } from './corpus-batches.ts'
import { SMALL_TOKENIZER } from './small-world.fixture.ts'

it('a pool of batches holds the corpus once, like lengths together, in no order of length', () => {
  const [size, end, promptWeight] = [3, 2, 0.25]
  const stream = corpusBatches(SMALL_TOKENIZER, end, createPrng(5), size, promptWeight)
  const batches = Array.from({ length: POOL }, () => stream.next().value)
  const lengths = batches.map((batch) => batch.map(({ ids }) => ids.length))

  const prng = createPrng(5)
  const expected = Array.from({ length: POOL * size }, () => {
    const { prompt, answer } = corpusExample(prng)
    const [asked, told] = [SMALL_TOKENIZER.promptIds(prompt), SMALL_TOKENIZER.encode(answer)]
    const weights = [...asked.map(() => promptWeight), ...told.map(() => 1), 1]
    return JSON.stringify({ ids: [...asked, ...told, end], weights })
  })
  expect(batches.flatMap((batch) => batch.map((one) => JSON.stringify(one))).sort()).toEqual(expected.sort())
  expect(lengths.map((batch) => batch.length)).toEqual(lengths.map(() => size))
  const firsts = lengths.map(([first]) => first ?? 0)
  const sorted = [...lengths].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a.at(-1) ?? 0) - (b.at(-1) ?? 0))
  expect(sorted.flat()).toEqual(lengths.flat().sort((a, b) => a - b))
  expect(firsts).not.toEqual([...firsts].sort((a, b) => a - b))
})
