import { AppError } from '../../../core/errors.ts'
import type { Candidate } from '../../engine.ts'
import { notFinite } from '../../not-finite.ts'

/** What sample-merge.wgsl says of one row of logits. */
export interface SampleRecord {
  /** The sampled token. */
  readonly id: number
  /** `log p(id)` at temperature 1. */
  readonly logProb: number
  /** `log p(target)`, 0 where the row had no target of interest. */
  readonly targetLogProb: number
  readonly top: readonly Candidate[]
}

const HEADER_WORDS = 8

/** u32 words of a record with `topK` candidates. */
export function recordWords(topK: number): number {
  return HEADER_WORDS + 2 * topK
}

/** The likeliest token alone adds 1, but for rounding. */
const LEAST_SUM = 0.999

/** A device that passed its self-test and has come to compute wrong since, or gives back what it never wrote. */
function impossible(): AppError {
  return new AppError('self-test', "This device's WebGPU has come to give numbers that no right one gives.")
}

/**
 * Reads `rows` records.
 * @throws AppError `numeric` where a logit was NaN or infinite, `self-test` where the record cannot be one.
 */
export function readRecords(bytes: ArrayBuffer, offset: number, rows: number, topK: number): SampleRecord[] {
  const stride = recordWords(topK)
  const words = new Uint32Array(bytes, offset, rows * stride)
  const floats = new Float32Array(bytes, offset, rows * stride)
  return Array.from({ length: rows }, (_, row) => {
    const at = row * stride
    if (words[at + 1] !== 0) throw notFinite(null)
    const sum = floats[at + 3] ?? 0
    if (!(sum >= LEAST_SUM)) throw impossible()
    const logSum = (floats[at + 2] ?? 0) + Math.log(sum)
    return {
      id: words[at] ?? 0,
      logProb: (floats[at + 5] ?? 0) - logSum,
      targetLogProb: (floats[at + 4] ?? 0) - logSum,
      top: Array.from({ length: topK }, (_, k) => {
        const id = words[at + HEADER_WORDS + 2 * k] ?? 0
        const logit = floats[at + HEADER_WORDS + 2 * k + 1] ?? 0
        return { id, logit, probability: Math.exp(logit - logSum) }
      }),
    }
  })
}
