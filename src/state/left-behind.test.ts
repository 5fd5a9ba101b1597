import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import type { OpenedModel } from '../worker/protocol.ts'
import { createAnswerRunner } from './answer-runner.ts'
import { createAnswersStore } from './answers-store.ts'
import { createFactoringStore } from './factoring-store.ts'
import { createBrushStore } from './inspector-brush-store.ts'
import { createInspectorStore } from './inspector-store.ts'
import { createLensStore } from './lens-store.ts'
import { createPicturesStore } from './pictures-store.ts'
import { createResultsStore } from './results-store.ts'
import { createSessionStore } from './session-store.ts'
import { createHeldClient, turn } from './testing/held-client.ts'
import { madeUpComponents, madeUpSpectra } from './testing/made-up-spectra.ts'

const URL = 'http://localhost/models/tiny/'
const MIX = { mode: 'blend', alpha: { math: 1 } } as const
const LATE = new AppError('network', 'It failed long after.')
const modelOf = (letter: string) => ({ hash: letter.repeat(64), experts: [] }) as unknown as OpenedModel
const [A, B] = [modelOf('a'), modelOf('b')]

describe('what was asked of a model that is gone', () => {
  it.each(['tokens and an answer', 'a failure'])('answers: %s', async (late) => {
    const { client, held } = createHeldClient()
    const answers = createAnswersStore()
    const frames: (() => void)[] = []
    const runner = createAnswerRunner(client, answers, (flush) => void frames.push(flush))
    const job = { prompt: 'how many ?', system: '', seed: 1, temperature: 0, maxTokens: 8 }
    runner.submit({ ...job, mix: MIX, adapts: true, revision: 0 })
    await turn()
    const token = (text: string) => {
      const top = [{ id: 1, text, logit: 1, probability: 1 }]
      return { tokens: [0, 1].map((lane) => ({ lane, index: 0, id: 1, piece: text, top })) }
    }
    held[0]?.event(token(' early'))
    runner.forget()
    const before = answers.getState()
    for (const frame of frames) frame()
    held[0]?.event(token(' late'))
    const lane = { ids: [1], pieces: [' old'], text: 'old', finished: true }
    if (late === 'a failure') held[0]?.fail(LATE)
    else held[0]?.answer({ lanes: [lane, lane], ms: {}, tokensPerSecond: 1 })
    await runner.settled()
    expect(answers.getState()).toEqual(before)
  })

  it.each(['an answer', 'a failure'])('the lens: %s', async (late) => {
    const { client, held } = createHeldClient()
    const written = { prompt: 'a', system: '', revision: 0, mix: MIX, base: [1], adapted: [2], experts: [] }
    let found: typeof written | 'being-written' = written
    const lens = createLensStore(client, () => found, { restMs: 0 })
    lens.watch(true)
    await turn()
    found = 'being-written'
    lens.forget()
    if (late === 'a failure') held[0]?.fail(LATE)
    else held[0]?.answer({ pieces: [' old'], lanes: [[], []] })
    await lens.settled()
    expect(lens.getState()).toMatchObject({ reading: null, problem: null })
  })

  it.each(['an answer', 'a failure'])('the inspector: %s', async (late) => {
    const { client, held } = createHeldClient()
    const inspector = createInspectorStore(client, () => MIX, 0)
    inspector.open()
    inspector.adopt(['math'])
    await turn()
    inspector.adopt(null)
    if (late === 'a failure') held[0]?.fail(LATE)
    else held[0]?.answer(madeUpSpectra({ subjects: [{ kind: 'expert', name: 'math' }] }))
    await inspector.settled()
    expect(inspector.getState()).toMatchObject({ spectra: null, shown: [], problem: null })
  })

  it.each(['an answer', 'a failure'])('tokens of a matrix that was looked at before: %s', async (late) => {
    const { client, held } = createHeldClient()
    const inspector = createInspectorStore(client, () => MIX, 0)
    inspector.open()
    inspector.adopt(['math'])
    await turn()
    held[0]?.answer(madeUpSpectra({ subjects: [{ kind: 'expert', name: 'math' }] }))
    await inspector.settled()
    await turn()
    const { parts, matrix } = inspector.getState()
    inspector.select(matrix === 0 ? 1 : 0)
    const name = parts[matrix]?.matrix.name ?? ''
    expect(held[1]?.kind).toBe('components')
    if (late === 'a failure') held[1]?.fail(LATE)
    else held[1]?.answer(madeUpComponents({ matrix: name, indices: [0, 1], tokens: 1 }))
    await turn()
    expect(inspector.getState()).toMatchObject({ tokens: new Map(), tokensProblem: null })
  })

  it.each(['an answer', 'a failure'])('a drawing that begins with another z by now: %s', async (late) => {
    const loads: { answer(value: never): void; fail(error: Error): void }[] = []
    const brush = createBrushStore(
      () => new Promise((answer, fail) => void loads.push({ answer, fail })),
      () => MIX,
      () => undefined,
    )
    const spectraOf = (name: string) => madeUpSpectra({ subjects: [{ kind: 'expert', name }] }) as never
    void brush.startFrom('math')
    void brush.startFrom('reasoning')
    loads[1]?.answer(spectraOf('reasoning'))
    await turn()
    const before = brush.getState()
    expect(before.spectra).toEqual(spectraOf('reasoning'))
    if (late === 'a failure') loads[0]?.fail(LATE)
    else loads[0]?.answer(spectraOf('math'))
    await turn()
    expect(brush.getState()).toEqual(before)
  })

  it('results: a file of the model before', async () => {
    const files: ((document: unknown) => void)[] = []
    const results = createResultsStore(() => new Promise((resolve) => void files.push(resolve)))
    const load = results.load('table')
    results.of('other/')
    files[0]?.(null)
    await load
    expect(results.getState().table.status).toBe('none')
  })

  it('factoring: neither progress nor the factored model', async () => {
    const { client, held } = createHeldClient()
    const taken: unknown[] = []
    const factoring = createFactoringStore(client, URL, async (model) => void taken.push(model))
    const run = factoring.run()
    factoring.reset()
    held[0]?.event({ phase: 'factoring', done: 1, total: 4 })
    held[0]?.answer(A)
    await run
    expect([factoring.getState(), taken]).toEqual([factoring.getInitialState(), []])
  })

  it('pictures: an opening or answers that were cancelled', async () => {
    const { client, held } = createHeldClient()
    const pictures = createPicturesStore(client, () => undefined)
    const open = pictures.open()
    held[0]?.fail(new AppError('cancelled', 'Another model is opened.'))
    await open
    expect(pictures.getState()).toMatchObject({ status: 'closed', problem: null })
    pictures.setQuestion('how many ?')
    void pictures.ask(MIX, 8)
    void pictures.ask(MIX, 8)
    const said = (text: string) => ({ lanes: [{ text }] })
    held[2]?.answer({ words: [] })
    await turn()
    held[3]?.answer(said('new'))
    held[1]?.answer({ words: [] })
    await turn()
    held[4]?.answer(said('old'))
    await turn()
    expect(pictures.getState().answers.map(({ text }) => text)).toEqual(['new'])
  })

  it.each(['an answer', 'a failure'])('the self-test of another engine: %s', async (late) => {
    const { client, held } = createHeldClient()
    const session = createSessionStore(client, URL)
    session.adopt({ ...A, source: { kind: 'bundle', url: URL }, selfTest: null })
    const test = session.runSelfTest()
    session.adopt({ ...B, source: { kind: 'bundle', url: URL }, selfTest: null })
    if (late === 'a failure') held[0]?.fail(LATE)
    else held[0]?.answer({ passed: true, worstError: 0 })
    await test
    expect(session.getState().selfTest).toEqual({ status: 'none' })
  })
})
