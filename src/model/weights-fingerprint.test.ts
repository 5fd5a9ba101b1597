import { expect, it } from 'vitest'
import { randomModel } from './random-model.ts'
import { SMALL_CONFIG } from './small-config.fixture.ts'
import { FINGERPRINT, weightsApart, weightsFingerprint } from './weights-fingerprint.ts'

const model = randomModel({ ...SMALL_CONFIG, num_hidden_layers: 20 }, 3)
const sums = model.adapted
  .filter(({ name }) => name.includes('down_proj'))
  .map(({ sigma }) => sigma.reduce((sum, value) => sum + value, 0))
/** The model with the σ of some layers' down projections multiplied. */
const changed = (layers: readonly number[], factor: number) => ({
  adapted: model.adapted.map((module) =>
    module.kind === 'down' && layers.includes(module.layer)
      ? { ...module, sigma: module.sigma.map((value) => factor * value) }
      : module,
  ),
})

it('holds the sums of σ of eight down projections, from the first layer to near the last', () => {
  const read = weightsFingerprint(model).split(' ').map(Number)
  const expected = [0, 2, 5, 7, 10, 12, 15, 17].map((layer) => sums[layer] ?? 0)
  expect(read).toEqual(expected.map((sum) => Number(sum.toPrecision(6))))
  const shallow = weightsFingerprint(randomModel(SMALL_CONFIG, 3)).split(' ')
  expect(shallow).toHaveLength(SMALL_CONFIG.num_hidden_layers)
})

it('tells how far weights are from those of an expert, and nothing of what storage does', () => {
  const trained = { [FINGERPRINT]: weightsFingerprint(model) }
  expect(weightsApart(model, trained)).toBe(0)
  expect(weightsApart(changed([0, 5], 1.0005), trained)).toBe(0)
  expect(weightsApart(changed([5], 1.1), trained)).toBeCloseTo(0.1, 4)
  expect(weightsApart(changed([17], 0.8), trained)).toBeCloseTo(0.2, 4)
})

it.each(['', '1 2 3', 'a b c d e f g h', '1 1 1 1 0 1 1 1', '1 1 1 1 -2 1 1 1', '1 1 1 1 1 1 1 Infinity'])(
  'says nothing of an expert whose own are "%s"',
  (own) => {
    expect(weightsApart(model, { [FINGERPRINT]: own })).toBeNull()
    expect(weightsApart(model, {})).toBeNull()
  },
)
