import { AppError } from '../../../core/errors.ts'
import type { Dimensions } from '../dimensions.ts'

/** What a batch needs room for. */
export interface Capacity {
  /** Lanes. */
  readonly slots: number
  /** Tokens of all lanes' KV caches together. */
  readonly cacheTokens: number
  /** Rows of one pass. */
  readonly rows: number
  /** Rows of one pass that get logits. */
  readonly headRows: number
  /** Longest lane: rows of the rotary table. */
  readonly positions: number
  /** u32 words of all records of one submit. */
  readonly recordWords: number
  /** Soft tokens of all lanes. */
  readonly softRows: number
}

/** Bytes of every buffer that grows with the batch. `cache` is one layer's. */
export type BufferSizes = Readonly<Record<BufferName, number>>

export type BufferName = keyof ReturnType<typeof bufferSizes>

/** @param projected most quads of a row between V and U; `scaleStride` floats of one lane's scales. */
export function bufferSizes(
  capacity: Capacity,
  dimensions: Dimensions,
  projected4: number,
  scaleStride: number,
) {
  const { slots, cacheTokens, rows, headRows } = capacity
  const { head4, chunks } = dimensions
  return {
    rows: 16 * rows,
    headRows: 16 * headRows,
    lanes: 16 * slots,
    soft: 16 * capacity.softRows * dimensions.hidden4,
    scales: 4 * slots * scaleStride,
    hidden: 16 * rows * dimensions.hidden4,
    projected: 16 * rows * projected4,
    queries: 16 * rows * dimensions.query4,
    attended: 16 * rows * dimensions.query4,
    inner: 16 * rows * dimensions.inner4,
    rope: 16 * capacity.positions * head4,
    cache: 32 * cacheTokens * dimensions.kv4,
    logits: 16 * headRows * dimensions.vocab4,
    chunks: 24 * headRows * chunks,
    records: 4 * capacity.recordWords,
  }
}

/** True where a batch that needs `need` fits in what is there. */
export function covers(have: Capacity, need: Capacity): boolean {
  return keysOf(need).every((key) => have[key] >= need[key])
}

/** Room for both, and some more, so that slightly longer prompts do not allocate again. */
export function grow(have: Capacity | null, need: Capacity): Capacity {
  const larger = (key: keyof Capacity) =>
    have && have[key] >= need[key] ? have[key] : Math.ceil((need[key] * 1.25) / 16) * 16
  return {
    slots: larger('slots'),
    cacheTokens: larger('cacheTokens'),
    rows: larger('rows'),
    headRows: larger('headRows'),
    positions: larger('positions'),
    recordWords: larger('recordWords'),
    softRows: larger('softRows'),
  }
}

/**
 * @throws AppError `limit`, saying what would fit, where one buffer is larger than `most` bytes. Only the
 * buffers that grow with lanes × tokens can be; the rest are bounded by the rows of a pass.
 */
export function requireFit(sizes: BufferSizes, need: Capacity, most: number): void {
  const [name, bytes] = Object.entries(sizes).reduce((a, b) => (b[1] > a[1] ? b : a))
  if (bytes <= most) return
  const fit = most / bytes
  const tokens = need.cacheTokens / need.slots
  const lanes = Math.floor(need.slots * fit)
  const fits =
    lanes >= 1
      ? `${lanes} lanes of ${tokens} tokens would fit`
      : `one lane of ${Math.floor(tokens * fit)} tokens would fit`
  throw new AppError(
    'limit',
    `${need.slots} lanes of ${tokens} tokens need ${Math.ceil(bytes / 2 ** 20)} MiB for ${name}, and this device allows ${Math.floor(most / 2 ** 20)} MiB; ${fits}.`,
    { advice: 'Use fewer lanes, shorter prompts or a smaller answer length.' },
  )
}

function keysOf(capacity: Capacity): readonly (keyof Capacity)[] {
  return Object.keys(capacity) as (keyof Capacity)[]
}
