import { describe, expect, it } from 'vitest'
import { AppError } from '../../../core/errors.ts'
import { SMALL_CONFIG } from '../../../model/small-config.fixture.ts'
import { dimensionsOf } from '../dimensions.ts'
import { bufferSizes, type Capacity, covers, grow, requireFit } from './capacity.ts'

const DIMENSIONS = dimensionsOf({
  ...SMALL_CONFIG,
  vocab_size: 700,
  hidden_size: 128,
  intermediate_size: 384,
  num_hidden_layers: 4,
  num_key_value_heads: 4,
  head_dim: 32,
  max_position_embeddings: 2048,
  eos_token_ids: [],
})

const need = (slots: number, tokens: number): Capacity => ({
  slots,
  cacheTokens: slots * tokens,
  rows: 30,
  headRows: slots,
  positions: tokens,
  softRows: 0,
  recordWords: 8 * slots,
})

const check = (capacity: Capacity, most: number) =>
  requireFit(bufferSizes(capacity, DIMENSIONS, 96, 4096), capacity, most)

describe('capacity', () => {
  it('grows to cover a new need and keeps what it had', () => {
    const first = grow(null, need(2, 64))
    const second = grow(first, need(1, 200))
    expect(covers(first, need(2, 64))).toBe(true)
    expect(covers(first, need(1, 200))).toBe(false)
    expect(covers(second, need(1, 200))).toBe(true)
    expect(covers(second, need(2, 64))).toBe(true)
  })

  it('leaves room, so that a slightly longer prompt does not allocate again', () => {
    expect(covers(grow(null, need(5, 64)), need(5, 72))).toBe(true)
  })

  it('accepts what fits exactly and refuses one byte less', () => {
    const capacity = need(100, 512)
    const largest = Math.max(...Object.values(bufferSizes(capacity, DIMENSIONS, 96, 4096)))
    expect(() => check(capacity, largest)).not.toThrow()
    expect(() => check(capacity, largest - 1)).toThrow(AppError)
  })

  it('says how many lanes would fit, and that many do', () => {
    const most = 2 ** 24
    let message = ''
    try {
      check(need(100, 512), most)
    } catch (error) {
      expect(error).toMatchObject({ code: 'limit' })
      message = String(error)
    }
    const lanes = Number(/(\d+) lanes of 512 tokens would fit/.exec(message)?.[1])
    expect(lanes).toBeGreaterThan(0)
    expect(() => check(need(lanes, 512), most)).not.toThrow()
    expect(() => check(need(lanes + 1, 512), most)).toThrow(AppError)
  })

  it('says how many tokens would fit where not even one lane does', () => {
    expect(() => check(need(1, 100_000), 2 ** 20)).toThrow(/one lane of \d+ tokens would fit/)
  })
})
