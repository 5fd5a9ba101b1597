import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPrng } from '../../core/prng.ts'
import { createNodeEngine } from '../../engine/ort/node.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { taskTokenizer } from '../../tasks/tokenizer-files.ts'
import { openCellStore } from './cell-store.ts'
import type { Lab } from './lab.ts'
import { findMix, judgeSearches, type Pool } from './searches.ts'

const tokenizer = taskTokenizer()
const config = {
  ...SMALL_CONFIG,
  vocab_size: tokenizer.vocabSize,
  hidden_size: 8,
  intermediate_size: 12,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  max_position_embeddings: 160,
  eos_token_ids: [...tokenizer.stopIds],
}
const model = randomModel(config, 1)
const pool = (seed: number): Pool => ({
  key: { seed },
  async open() {
    const prng = createPrng(seed)
    const z = () =>
      new Map(
        model.adapted.map(({ name, rank }) => [name, new Float32Array(rank).map(() => 1 + prng.uniform())]),
      )
    return new Map(['math', 'code'].map((name) => [name, { name, z: z(), provenance: {} }]))
  },
})
const search = { shots: 1, generations: 2, granularity: 'layer' } as const

let lab: Lab
let folder: string
const notes: string[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 't2-search-'))
  lab = {
    runtime: { model, tokenizer, engine: await createNodeEngine(model, { threads: 1 }), experts: new Map() },
    cells: openCellStore(folder),
    ...{ items: 3, itemSeed: 1, seeds: [1, 2], steps: 1, threads: 1, tuned: new Map() },
    signal: new AbortController().signal,
    progress: (line) => notes.push(line),
    note: () => undefined,
    inSecond: () => Promise.reject(new Error('there is no second model')),
    openSight: () => Promise.reject(new Error('there are no pictures')),
  }
})
afterAll(async () => {
  lab.runtime.engine.dispose()
  await rm(folder, { recursive: true })
})

describe('few-shot searches of an experiment', () => {
  it('find one mix a seed with one α a layer, once, and judge it', async () => {
    const judged = await judgeSearches(lab, pool, ['math'], search)
    expect(judged.map((runs) => runs.map((run) => run.length))).toEqual([[3, 3]])
    expect(notes).toContain('1 shots of math, seed 2: generation 2 of 2')
    notes.length = 0
    const found = await findMix(lab, pool(1), 'math', search, 1)
    expect(notes).toEqual([])
    expect(found.answers).toBeGreaterThan(0)
    const byModule = found.mix.byModule?.math ?? []
    expect(byModule).toHaveLength(model.adapted.length)
    expect(new Set(byModule.slice(0, 7)).size).toBe(1)
    const other = await findMix(lab, pool(2), 'math', search, 2)
    expect(other.mix).not.toEqual(found.mix)
  })
})
