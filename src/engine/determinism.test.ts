import { afterAll, describe, expect, it } from 'vitest'
import { gumbelNoise } from '../core/gumbel.ts'
import { baseScales } from '../core/mixing.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import type { Engine, Lane } from './engine.ts'
import { createNodeEngine } from './ort/node.ts'
import { createWasmEngine } from './ort/wasm.ts'
import { referenceLogits } from './reference.ts'

/** Wide enough that onnxruntime divides its products among threads. */
const model = randomModel({ ...SMALL_CONFIG, hidden_size: 256, intermediate_size: 512 }, 8)
const scales = baseScales(model.adapted)
const lanes: readonly Lane[] = [
  { ids: [1, 8, 30, 2], scales },
  { ids: [9], scales: scales.map((s, i) => s * (1 + 0.3 * Math.sin(i))), seed: 12 },
  { ids: [5, 4, 3, 2, 1, 6, 7], scales, seed: 13 },
]
const SAMPLED = { maxTokens: 16, temperature: 1.1, seed: 7, stopIds: [], logProbs: true }
/** Logits of two backends are this close; a draw closer than this to another may go either way. */
const TOLERANCE = 2e-4

const BACKENDS: Readonly<Record<string, () => Promise<Engine>>> = {
  'Node, one thread': () => createNodeEngine(model, { threads: 1 }),
  'Node, two threads': () => createNodeEngine(model, { threads: 2 }),
  'WebAssembly, one thread': () => createWasmEngine(model, 1),
}

const opened: Engine[] = []
async function open(create: () => Promise<Engine>): Promise<Engine> {
  const engine = await create()
  opened.push(engine)
  return engine
}
afterAll(() => {
  for (const engine of opened) engine.dispose()
})

describe.each(Object.entries(BACKENDS))('the same seed on %s', (_, create) => {
  it('gives the same text and probabilities, bit for bit, again and after another opening', async () => {
    const engine = await open(create)
    const { lanes: first } = await engine.generate(lanes, SAMPLED)
    await engine.generate(lanes, { ...SAMPLED, seed: 8 })
    expect((await engine.generate(lanes, SAMPLED)).lanes).toEqual(first)
    expect((await (await open(create)).generate(lanes, SAMPLED)).lanes).toEqual(first)
  })

  it('gives a lane the same text whatever stands beside it, in any order', async () => {
    const engine = await open(create)
    const { lanes: together } = await engine.generate(lanes, SAMPLED)
    const { lanes: turned } = await engine.generate([...lanes].reverse(), SAMPLED)
    expect(turned.map(({ ids }) => ids).reverse()).toEqual(together.map(({ ids }) => ids))
    const { lanes: crowded } = await engine.generate([...lanes, ...lanes, ...lanes], SAMPLED)
    const texts = together.map(({ ids }) => ids)
    expect(crowded.map(({ ids }) => ids)).toEqual([...texts, ...texts, ...texts])
    for (const [index, lane] of lanes.entries()) {
      const { lanes: alone } = await engine.generate([lane], SAMPLED)
      expect(alone[0]?.ids).toEqual(together[index]?.ids)
    }
  })
})

it('texts of two backends part only where two tokens are as good as equal', async () => {
  const answers = []
  for (const create of Object.values(BACKENDS)) {
    const engine = await open(create)
    answers.push((await engine.generate(lanes, SAMPLED)).lanes.map(({ ids }) => ids))
  }
  const [first, ...others] = answers
  for (const other of others) {
    for (const [lane, { ids, seed = SAMPLED.seed }] of lanes.entries()) {
      const [a, b] = [first?.[lane] ?? [], other[lane] ?? []]
      expect(a).toHaveLength(SAMPLED.maxTokens)
      const at = a.findIndex((id, place) => id !== b[place])
      if (at < 0) continue
      const logits = referenceLogits(model, lanes[lane]?.scales ?? scales, [...ids, ...a.slice(0, at)]).at(-1)
      const score = (id = 0) => (logits?.[id] ?? 0) / SAMPLED.temperature + gumbelNoise(seed, at, id)
      expect(Math.abs(score(a[at]) - score(b[at]))).toBeLessThan(TOLERANCE)
    }
  }
})
