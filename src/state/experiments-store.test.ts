import { describe, expect, it } from 'vitest'
import { EXPERIMENT_NAMES } from '../adapt/experiment-names.ts'
import { AppError } from '../core/errors.ts'
import { createExperimentsStore } from './experiments-store.ts'
import { MADE_UP_BARS, MADE_UP_EXPERIMENT } from './testing/made-up-experiment.ts'

/** A store over files by name; what is not there is missing. */
function createStore(files: Record<string, unknown>) {
  const asked: string[] = []
  const store = createExperimentsStore(async (path) => {
    asked.push(path)
    const file = files[path.replace(/^experiments\/(.*)\.json$/, '$1')]
    if (file === undefined) throw new AppError('missing', `There is no results/${path}.`)
    return file
  })
  const loaded = async (name: 'training-tasks' | 'times') => {
    await store.load(name)
    return store.getState()[name]
  }
  return { store, asked, loaded }
}

const changed = (change: object) => structuredClone({ ...MADE_UP_EXPERIMENT, ...change })

describe('results of the experiments', () => {
  it('are read as they were written, and once', async () => {
    const { store, asked, loaded } = createStore({ 'training-tasks': MADE_UP_EXPERIMENT })
    expect(await loaded('training-tasks')).toEqual({ status: 'ready', value: MADE_UP_EXPERIMENT })
    await store.loadAll()
    expect(asked.filter((path) => path === 'experiments/training-tasks.json')).toHaveLength(1)
    expect(asked).toHaveLength(EXPERIMENT_NAMES.length)
  })

  it('leave the others alone where one is missing, which is not an error of the file', async () => {
    const { store } = createStore({ 'training-tasks': MADE_UP_EXPERIMENT })
    await store.loadAll()
    expect(store.getState()['training-tasks'].status).toBe('ready')
    expect(store.getState().times).toMatchObject({ status: 'failed', problem: { code: 'missing' } })
  })

  it('are asked for again after a failure', async () => {
    const files: Record<string, unknown> = {}
    const { loaded } = createStore(files)
    expect((await loaded('times')).status).toBe('failed')
    files.times = changed({ name: 'times' })
    expect((await loaded('times')).status).toBe('ready')
  })

  it('may lack what older files do not have', async () => {
    const { parts: _, ...verdict } = MADE_UP_EXPERIMENT.verdict
    const { loaded } = createStore({ times: changed({ name: 'times', verdict }) })
    expect((await loaded('times')).status).toBe('ready')
  })

  const bars = (change: object) => ({ tables: [{ ...MADE_UP_BARS, ...change }] })
  const [base, ...others] = MADE_UP_BARS.rows
  it.each([
    ['no document', 'nothing', /Expected Object/],
    ['a table without its figure', changed(bars({ figure: 'pie' })), /tables\.0\.figure/],
    ['a row with a cell too few', changed(bars({ rows: [{ ...base, cells: [null] }] })), /one cell a column/],
    ['two rows of one name', changed(bars({ rows: [base, base, ...others] })), /two rows/],
    [
      'an interval upside down',
      changed(bars({ rows: [{ name: 'a', cells: [null, { value: 0, interval: [1, 0] }, null] }] })),
      /an interval is \[low, high\]/,
    ],
    [
      'a number beyond all bounds',
      changed(bars({ rows: [{ name: 'a', cells: [null, { value: Number.POSITIVE_INFINITY }, null] }] })),
      /tables\.0\.rows\.0\.cells\.1\.value/,
    ],
    [
      'an unknown verdict',
      changed({ verdict: { claim: '', shown: 'maybe', sentence: '' } }),
      /verdict\.shown/,
    ],
    ['a time that is none', changed({ date: 'yesterday' }), /date/],
    ['a file of another name', MADE_UP_EXPERIMENT, /experiment times/],
  ])('refuse %s, and say where', async (_, file, where) => {
    const { loaded } = createStore({ times: file })
    const state = await loaded('times')
    expect(state).toMatchObject({ status: 'failed', problem: { code: 'bad-input' } })
    expect(state.status === 'failed' && state.problem.message).toMatch(where)
  })
})
