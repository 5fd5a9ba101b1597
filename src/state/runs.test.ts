import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { createConfusionStore } from './confusion-store.ts'
import { createResultsStore } from './results-store.ts'
import { createSessionStore } from './session-store.ts'
import { createFakeClient } from './testing/fake-client.ts'
import { createTwoPassStore } from './two-pass-store.ts'

describe('two-pass store', () => {
  it('ends with the adaptation of the prompt it was run for', async () => {
    const twoPass = createTwoPassStore(createFakeClient(), 'prompt')
    await twoPass.run('how many balls ?', 32)
    expect(twoPass.getState()).toMatchObject({
      status: 'done',
      prompt: 'how many balls ?',
      result: { strategy: 'prompt', category: 'math' },
    })
  })

  it('keeps an error with its advice and can be run again', async () => {
    const client = createFakeClient()
    const twoPass = createTwoPassStore(client)
    client.failNext('adapt', new AppError('bad-expert', 'No classifier.', { advice: 'Use prompt.' }))
    await twoPass.run('x', 8)
    expect(twoPass.getState()).toMatchObject({ status: 'failed', problem: { advice: 'Use prompt.' } })
    await twoPass.run('x', 8)
    expect(twoPass.getState()).toMatchObject({ status: 'done', problem: null })
  })
})

describe('confusion store', () => {
  it('counts every prompt once and shows the matrix growing', async () => {
    const confusion = createConfusionStore(createFakeClient())
    const seen: number[] = []
    confusion.subscribe(({ report }) => {
      if (report) seen.push(report.items)
    })
    await confusion.run({ strategy: 'prompt', items: 50, seed: 3 })
    const { report, status } = confusion.getState()
    expect(status).toBe('done')
    expect(report?.matrix.flat().reduce((sum, count) => sum + count, 0)).toBe(50)
    expect(seen).toEqual([20, 40, 50, 50])
  })

  it('keeps what has been counted when it is stopped', async () => {
    const confusion = createConfusionStore(createFakeClient())
    confusion.subscribe(({ report, status }) => {
      if (status === 'running' && report?.items === 20) confusion.cancel()
    })
    await confusion.run({ strategy: 'prompt', items: 200, seed: 3 })
    expect(confusion.getState()).toMatchObject({ status: 'cancelled', report: { items: 20 } })
  })
})

describe('session store', () => {
  it('passes through the phases it is told and ends ready', async () => {
    const session = createSessionStore(createFakeClient(), 'http://localhost/models/tiny/')
    const phases: string[] = []
    session.subscribe(({ phase }) => {
      if (phases.at(-1) !== phase) phases.push(phase)
    })
    await session.open()
    expect(phases).toEqual(['checking', 'downloading', 'self-test', 'ready'])
  })

  it('can be cancelled while it opens, and opened again', async () => {
    const session = createSessionStore(createFakeClient(), 'http://localhost/models/tiny/')
    const opening = session.open()
    session.cancelOpen()
    expect(await opening).toBeNull()
    expect(session.getState()).toMatchObject({ phase: 'failed', problem: { code: 'cancelled' } })
    expect(await session.open()).not.toBeNull()
  })
})

describe('session store, asked for another model', () => {
  const elsewhere = { kind: 'bundle', url: 'https://models.example/missing/' } as const
  const missing = new AppError('network', 'The server has no manifest.json (404).')
  const asked = (session: ReturnType<typeof createSessionStore>) =>
    session.change(elsewhere, { signal: new AbortController().signal, onEvent: () => undefined })

  it('keeps the one that is open where the other does not come', async () => {
    const client = createFakeClient()
    const session = createSessionStore(client, 'http://localhost/models/tiny/')
    await session.open()
    client.failNext('open', missing)
    await expect(asked(session)).rejects.toBe(missing)
    expect(session.getState()).toMatchObject({ phase: 'ready', problem: null, model: { name: 'tiny' } })
  })

  it('says so where none was open, and waits for nothing', async () => {
    const client = createFakeClient()
    const session = createSessionStore(client, 'http://localhost/models/tiny/')
    client.failNext('open', missing)
    await expect(asked(session)).rejects.toBe(missing)
    expect(session.getState()).toMatchObject({ phase: 'failed', problem: { code: 'network' } })
  })
})

describe('results store', () => {
  const cell = { items: 500, correct: 220, accuracy: 0.44, interval: [0.4, 0.48] }
  const table = {
    command: 't2 eval',
    date: '2026-01-01',
    seed: 1,
    items: 500,
    rows: [{ name: 'base', cells: { math: cell } }],
  }

  it('reads a table once', async () => {
    const paths: string[] = []
    const results = createResultsStore(async (path) => {
      paths.push(path)
      return table
    })
    await Promise.all([results.load('table'), results.load('table')])
    await results.load('table')
    expect(results.getState().table).toMatchObject({ status: 'ready', value: { items: 500 } })
    expect(paths).toEqual(['table.json'])
  })

  it.each([
    ['no object', null],
    ['no rows', { ...table, rows: [] }],
    [
      'an accuracy above 1',
      { ...table, rows: [{ name: 'base', cells: { math: { ...cell, accuracy: 44 } } }] },
    ],
    [
      'an interval upside down',
      { ...table, rows: [{ name: 'b', cells: { math: { ...cell, interval: [1, 0] } } }] },
    ],
  ])('refuses a table with %s, says so, and tries again', async (_, document) => {
    let served: unknown = document
    const results = createResultsStore(async () => served)
    await results.load('table')
    expect(results.getState().table).toMatchObject({ status: 'failed', problem: { code: 'bad-input' } })
    served = table
    await results.load('table')
    expect(results.getState().table.status).toBe('ready')
  })

  it('refuses a matrix that is not square in its labels', async () => {
    const report = { strategy: 'prompt', labels: ['math', 'code'], matrix: [[1, 2]], items: 3, seed: 1 }
    const results = createResultsStore(async () => ({ command: 'c', date: 'd', seed: 1, reports: [report] }))
    await results.load('confusion')
    expect(results.getState().confusion.status).toBe('failed')
  })
})
