import { gumbelNoise } from '../../../core/gumbel.ts'
import { createPrng } from '../../../core/prng.ts'
import { argmax, logProbability, topK as mostProbable } from '../../../core/softmax.ts'
import { readRecords, recordWords, type SampleRecord } from '../session/records.ts'
import { type Bench, relativeError } from './bench.ts'

export interface SamplingCase {
  readonly vocab: number
  readonly rows: number
  readonly topK: number
  readonly temperature: number
  /** `equal`: every logit the same; `tied`: few distinct values; `large`: up to ±1e4; `tiny`: near 1e-30 (a GPU may take
   *  denormal numbers for zero, and so for ties). */
  readonly logits?: 'plain' | 'equal' | 'tied' | 'large' | 'tiny'
  readonly chunk?: number
  readonly seed?: number
}

/**
 * sample-chunks.wgsl and sample-merge.wgsl against core/softmax.ts and core/gumbel.ts. Resolves with the
 * largest error of a probability, or infinity where a token or the order of the candidates differs.
 */
export async function checkSampling(bench: Bench, options: SamplingCase): Promise<number> {
  const { vocab, rows, topK, temperature, seed = 4 } = options
  const logits = Array.from({ length: rows }, (_, row) => makeLogits(options, seed + row))
  const records = await sample(bench, options, logits)
  let worst = 0
  for (const [row, own] of logits.entries()) {
    const record = records[row]
    if (!record) return Number.POSITIVE_INFINITY
    const noisy = temperature === 0 ? own : own.map((logit, id) => logit / temperature + noise(row, id))
    const want = mostProbable(own, topK)
    const isSame = record.id === argmax(noisy) && want.every(({ id }, k) => record.top[k]?.id === id)
    if (!isSame || record.top.length !== Math.min(topK, vocab)) return Number.POSITIVE_INFINITY
    const probabilities = [Math.exp(record.logProb), ...record.top.map(({ probability }) => probability)]
    const wanted = [Math.exp(logProbability(own, record.id)), ...want.map(({ probability }) => probability)]
    worst = Math.max(worst, relativeError([...probabilities, 1], [...wanted, 1]))
  }
  return worst
}

/** Runs both kernels; row `i` is lane `rows − 1 − i`, with a seed and an index of its own. */
async function sample(
  bench: Bench,
  { vocab, rows, topK, temperature, chunk = 32 }: SamplingCase,
  logits: readonly Float32Array[],
): Promise<SampleRecord[]> {
  const stride = 4 * Math.ceil(vocab / 4)
  const chunks = Math.ceil(vocab / chunk)
  const kept = Math.min(topK, vocab)
  const flatLogits = new Float32Array(rows * stride)
  for (const [row, own] of logits.entries()) flatLogits.set(own, row * stride)
  const slotOf = (row: number) => rows - 1 - row
  const headRows = Uint32Array.from(logits.flatMap((_, row) => [row, 0, slotOf(row), 1]))
  const lanes = new Uint32Array(4 * rows)
  for (let row = 0; row < rows; row++) lanes.set([0, 5, indexOf(row), seedOf(row)], 4 * slotOf(row))
  const call = { headRows: rows, topK: kept, temperature, recordStride: recordWords(kept) }
  const shape = { vocab, stride, chunk }
  const first = await bench.run(
    'sampleChunks',
    {},
    shape,
    call,
    [flatLogits, headRows, lanes, new Uint32Array(6 * rows * chunks)],
    [chunks, rows, 1],
  )
  const second = await bench.run(
    'sampleMerge',
    {},
    shape,
    call,
    [
      flatLogits,
      headRows,
      lanes,
      new Uint32Array(first.at(-1) ?? new ArrayBuffer(0)),
      new Uint32Array(rows * recordWords(kept)),
    ],
    [rows, 1, 1],
  )
  return readRecords(second.at(-1) ?? new ArrayBuffer(0), 0, rows, kept)
}

const seedOf = (row: number) => 7 + 1000 * row
const indexOf = (row: number) => row
const noise = (row: number, id: number) => gumbelNoise(seedOf(row), indexOf(row), id)

function makeLogits({ vocab, logits = 'plain' }: SamplingCase, seed: number): Float32Array {
  const prng = createPrng(seed)
  const draw: Record<typeof logits, () => number> = {
    plain: () => 3 * prng.normal(),
    equal: () => 1.5,
    tied: () => prng.integer(3),
    large: () => 1e4 * (2 * prng.uniform() - 1),
    tiny: () => 1e-30 * prng.normal(),
  }
  return Float32Array.from({ length: vocab }, draw[logits])
}
