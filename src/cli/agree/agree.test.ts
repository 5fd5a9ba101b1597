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

it('a flip counts as a difference unless the golden saw a tie', () => {
  const { row, greedy } = golden(null)
  const logits = Float32Array.from(
    referenceLogits(model, waveScales(model.adapted, null, 'all'), ids).at(-1)!,
  )
  const flipped = [greedy[0]!, greedy[1]! + 1, ...greedy.slice(2)]
  const compare = (margin: number) => {
    const lane = { ids, scales: new Float32Array() }
    return compareRow(
      { name: '', lane, golden: { ...row, greedy_min_margin: margin }, greedy },
      logits,
      flipped,
    )
  }
  expect(compare(1)).toMatchObject({ greedySame: 1, greedyAgrees: false })
  expect(compare(1e-4)).toMatchObject({ greedySame: 1, greedyAgrees: true })
})

it('reads the goldens that come along, and refuses what is none', async () => {
  const { base, svf, gradient } = await readGoldens(SMOLLM2)
  expect([base.length, svf.length, Object.keys(gradient.points).length]).toEqual([4, 36, 3])
  const folder = await mkdtemp(join(tmpdir(), 'goldens-'))
  await writeFile(join(folder, 'base.json'), '{"prompts":[{"id":"a","ids":[1.5]}]}')
  await expect(readGoldens(folder)).rejects.toMatchObject({ code: expect.stringMatching(/bad-input|io/) })
  await rm(folder, { recursive: true })
})
