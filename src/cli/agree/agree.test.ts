import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { mixScales } from '../../core/mixing.ts'
import { argmax, logProbability, topK } from '../../core/softmax.ts'
import { createNodeEngine } from '../../engine/ort/node.ts'
import { referenceLogits } from '../../engine/reference.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { compareRow, compareRows, type GoldenCase } from './compare-rows.ts'
import { goldenCases } from './golden-cases.ts'
import { type GoldenRow, readGoldens } from './goldens.ts'
import { waveExpert, waveScales } from './wave-scales.ts'

const SMOLLM2 = fileURLToPath(new URL('smollm2', import.meta.url))
const model = randomModel(SMALL_CONFIG, 5)
const ids = [7, 30, 2, 90]

/** What the float64 reference makes of a mix, in the form of a golden file. */
function golden(kind: string | null): { row: GoldenRow; greedy: number[] } {
  const scales = waveScales(model.adapted, kind, 'all')
  const last = (list: readonly number[]) => referenceLogits(model, scales, list).at(-1)!
  const logits = last(ids)
  const top = topK(logits, 20)
  const greedy: number[] = []
  while (greedy.length < 4) greedy.push(argmax(last([...ids, ...greedy])))
  return {
    row: {
      top_ids: top.map(({ id }) => id),
      top_logits: top.map(({ logit }) => logit),
      logsoftmax_argmax: logProbability(logits, top[0]!.id),
      mean: logits.reduce((sum, logit) => sum + logit, 0) / logits.length,
      greedy_min_margin: 1,
    },
    greedy,
  }
}

const caseOf = (asked: string | null, answered: string | null): GoldenCase => {
  const { row, greedy } = golden(answered)
  const lane = { ids, scales: waveScales(model.adapted, asked, 'all') }
  return { name: String(asked), lane, golden: row, greedy }
}

const KINDS = [null, 'A', 'C_renorm', 'paper_0.6_0.4', 'paper_0.5_0.3_renorm', 'blend_1_1']

it('refuses a model that adapts only some of what the goldens scale, before anything is computed', () => {
  const mlp = model.adapted.filter(({ kind }) => kind === 'gate' || kind === 'up' || kind === 'down')
  expect(() => waveScales(mlp, 'A', 'all')).toThrow(/q, k, v, o/)
  expect(() => waveScales(mlp, 'A', 'mlp')).not.toThrow()
})

it('an engine agrees with goldens of the same mix, and not with those of another', async () => {
  const engine = await createNodeEngine(model)
  const options = { signal: new AbortController().signal, onDone: () => undefined }
  const same = await compareRows(
    engine,
    KINDS.map((kind) => caseOf(kind, kind)),
    options,
  )
  for (const row of same) {
    expect(row.logitError).toBeLessThan(1e-4)
    expect(row.greedySame).toBe(4)
  }
  const [wrong] = await compareRows(engine, [caseOf('C', 'C_renorm')], options)
  expect(wrong!.logitError).toBeGreaterThan(1e-2)
  engine.dispose()
})

it('waves mix as every other expert does', () => {
  const z = waveExpert(model.adapted, 'A', 'mlp')
  expect([...z.keys()].every((name) => name.includes('.mlp.'))).toBe(true)
  expect(waveScales(model.adapted, 'A_renorm', 'mlp')).toEqual(
    mixScales(model.adapted, [{ z, alpha: 1 }], 'blend'),
  )
  expect(() => waveScales(model.adapted, 'D', 'all')).toThrow(/no mix of waves/)
})

it.each([
  [{ greedy_min_margin: 1 }, false],
  [{ greedy_min_margin: 2e-3 }, false],
  [{ greedy_min_margin: 1e-4 }, true],
  [{ greedy_min_margin: 1e-4, greedy_min_margin_step: 1 }, true],
  [{ greedy_min_margin: 1e-4, greedy_min_margin_step: 2 }, false],
])('a flip agrees only where the golden saw a tie, however far the logits are off: %j, %s', (tie, agrees) => {
  const { row, greedy } = golden(null)
  const far = Float32Array.from(referenceLogits(model, waveScales(model.adapted, null, 'all'), ids).at(-1)!)
  far[row.top_ids[0]!] = -100
  const flipped = [greedy[0]!, greedy[1]! + 1, ...greedy.slice(2)]
  const lane = { ids, scales: new Float32Array() }
  const compared = compareRow({ name: '', lane, golden: { ...row, ...tie }, greedy }, far, flipped)
  expect(compared).toMatchObject({ greedySame: 1, greedyAgrees: agrees })
})

it('every golden is a lane of its prompt, and one whose prompt is missing is refused', async () => {
  const goldens = await readGoldens(SMOLLM2)
  const cases = goldenCases(model, goldens)
  expect(cases.map(({ name }) => name).slice(3, 5)).toEqual(['s4_chat_long', 's2_chat_capital, A on mlp'])
  expect(cases[4]!.lane.ids).toEqual(goldens.base[1]!.ids)
  expect(cases[4]!.lane.scales).toEqual(waveScales(model.adapted, 'A', 'mlp'))
  expect(() => goldenCases(model, { ...goldens, base: goldens.base.slice(0, 1) })).toThrow(
    'base.json has no prompt "s2_chat_capital".',
  )
})

it('reads the goldens that come along, and refuses what is none', async () => {
  const { base, svf, gradient } = await readGoldens(SMOLLM2)
  expect([base.length, svf.length, Object.keys(gradient.points).length]).toEqual([4, 36, 3])
  const folder = await mkdtemp(join(tmpdir(), 'goldens-'))
  await writeFile(join(folder, 'base.json'), '{"prompts":[{"id":"a","ids":[1.5]}]}')
  await expect(readGoldens(folder)).rejects.toMatchObject({ code: expect.stringMatching(/bad-input|io/) })
  await rm(folder, { recursive: true })
})
