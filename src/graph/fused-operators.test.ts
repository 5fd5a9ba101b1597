import { expect, it } from 'vitest'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { isFused } from './fused-operators.ts'
import { readerRuns } from './joined-inputs.ts'

it.each([
  [64, 576, true],
  [16, 256, true],
  [24, 576, false],
  [64, 192, false],
])('with heads of %i and a width of %i the fused operators are used: %s', (head_dim, hidden_size, used) => {
  expect(isFused({ ...SMALL_CONFIG, head_dim, hidden_size })).toBe(used)
})

it('modules that read one vector are multiplied together, and none of two layers', () => {
  const runs = readerRuns(randomModel({ ...SMALL_CONFIG, num_hidden_layers: 2 }, 1))
  const layer = [['q', 'k', 'v'], ['o'], ['gate', 'up'], ['down']]
  expect(runs.map((run) => run.map(({ kind }) => kind))).toEqual([...layer, ...layer])
  expect(runs.map((run) => new Set(run.map((module) => module.layer)).size)).toEqual(runs.map(() => 1))
  expect(readerRuns(randomModel(SMALL_CONFIG, 1, { adapted: 'mlp' })).map((run) => run.length)).toEqual([
    2, 1, 2, 1,
  ])
})
