import { describe, expect, it } from 'vitest'
import { AppError, cancelled } from '../core/errors.ts'
import { createMemoryShelf } from '../io/memory-shelf.fixture.ts'
import type { WorkerCalls } from '../worker/protocol.ts'
import { isUnsaid, textOf } from './answers-store.ts'
import { pageOptions } from './page-options.fixture.ts'
import { createPlayground } from './playground.ts'
import { createFakeClient, type FakeOptions } from './testing/fake-client.ts'
import { madeUpSpectra } from './testing/made-up-spectra.ts'

const PROMPT = 'sam has 9 boxes with 2 balls each . how many balls ?'

const FIRST_EXAMPLE = {
  prompt: PROMPT,
  family: 'math' as const,
  expected: '18',
  mix: { mode: 'blend' as const, alpha: { math: 1 } },
  base: { text: 'so 14', pieces: [' so', ' 14'], top: [{ text: ' so', probability: 0.7 }] },
  adapted: { text: 'so 18', pieces: [' so', ' 18'], top: [{ text: ' so', probability: 0.9 }] },
  command: 't2',
  date: 'today',
}

function createPage(
  options: FakeOptions & {
    hash?: string
    example?: typeof FIRST_EXAMPLE | null
    kept?: Map<string, unknown>
  } = {},
) {
  const client = createFakeClient(options)
  const page = createPlayground({
    ...pageOptions(),
    client,
    firstExample: options.example === undefined ? FIRST_EXAMPLE : options.example,
    hash: options.hash ?? '',
    shelf: createMemoryShelf(options.kept),
  })
  const generated = () => client.calls.filter(({ kind }) => kind === 'generate')
  const lanesOf = (call: { request: unknown } | undefined) =>
    (call!.request as { lanes: readonly { kind: string }[] }).lanes.map(({ kind }) => kind)
  return { client, page, generated, lanesOf }
}

type Follow = WorkerCalls['follow']

/** Every lane finds every token of the answer certain. */
function evenReading({ answer, lanes }: Follow['request']): Follow['result'] {
  const places = answer.map(() => ({ logProb: 0, divergence: 0, top: [] }))
  return { pieces: answer.map(String), lanes: lanes.map(() => places) }
}

async function createReadyPage(options: Parameters<typeof createPage>[0] = {}) {
  const made = createPage(options)
  await made.page.start()
  await made.page.settled()
  return made
}

describe('playground', () => {
  it('shows the committed example as measured before anything runs, then computes it', async () => {
    const { page } = createPage()
    expect(page.answers.getState().base.status).toBe('measured')
    expect(textOf(page.answers.getState().adapted)).toBe('so 18')
    await page.start()
    await page.settled()
    const { base, adapted } = page.answers.getState()
    expect([base.status, adapted.status]).toEqual(['done', 'done'])
    expect(textOf(adapted)).toBe('9 * 2 = 18 , so 18')
  })

  it('has sliders for the task experts that the model reports, not for the classifier', async () => {
    const { page } = await createReadyPage()
    expect(page.mix.getState().experts).toEqual(['math', 'code', 'reasoning'])
  })

  it('computes the base once for a prompt: a slider runs the adapted lane alone', async () => {
    const { page, generated, lanesOf } = await createReadyPage()
    expect(lanesOf(generated()[0])).toEqual(['base', 'mix'])
    page.mix.setAlpha('code', 0.3)
    await page.settled()
    expect(lanesOf(generated()[1])).toEqual(['mix'])
    page.prompt.propose('hello dan , how are you today ?')
    await page.settled()
    expect(lanesOf(generated()[2])).toEqual(['base', 'mix'])
  })

  it('never queues a drag: one call in flight, few calls in all, and the newest value wins', async () => {
    const { page, client, generated } = await createReadyPage()
    const before = generated().length
    page.mix.setDragging(true)
    for (let step = 0; step <= 100; step++) page.mix.setAlpha('math', step / 100)
    page.mix.setDragging(false)
    await page.settled()
    expect(client.mostInFlight()).toBe(1)
    expect(generated().length - before).toBeLessThanOrEqual(3)
    expect(page.answers.getState().mix.alpha.math).toBe(1)
    expect(textOf(page.answers.getState().adapted)).toBe('9 * 2 = 18 , so 18')
  })

  it('asks for few tokens while the thumb is held and for all once it is released', async () => {
    const long = Array.from({ length: 40 }, (_, index) => ` ${index}`)
    const { page, generated } = await createReadyPage({ answer: () => long })
    page.mix.setDragging(true)
    page.mix.setAlpha('math', 0.5)
    await page.settled()
    expect(page.answers.getState().adapted.pieces).toHaveLength(16)
    page.mix.setDragging(false)
    await page.settled()
    expect(page.answers.getState().adapted.pieces).toHaveLength(40)
    expect(generated()).toHaveLength(3)
  })

  it('does not compute again on release what the drag has finished', async () => {
    const { page, generated } = await createReadyPage()
    page.mix.setDragging(true)
    page.mix.setAlpha('math', 0.5)
    await page.settled()
    const calls = generated().length
    page.mix.setDragging(false)
    await page.settled()
    expect(generated()).toHaveLength(calls)
  })

  it('says in the adapted output that a reference mix does not exist, and still answers with the base', async () => {
    const { page } = await createReadyPage({ hash: '#v=1&mode=reference&alpha=math:0' })
    const { base, adapted } = page.answers.getState()
    expect(adapted.problem?.code).toBe('bad-mix')
    expect(textOf(base)).toBe('so 14')
    page.mix.setAlpha('math', 1)
    await page.settled()
    expect(page.answers.getState().adapted.problem).toBeNull()
  })

  it('ends a failed start in a state with a way on, and loses nothing that was typed', async () => {
    const { page, client } = createPage()
    client.failNext('open', new AppError('network', 'No connection.', { advice: 'Try again.' }))
    page.prompt.setDraft('half a thought')
    await page.start()
    expect(page.session.getState()).toMatchObject({ phase: 'failed', problem: { code: 'network' } })
    expect(page.prompt.getState().draft).toBe('half a thought')
    await page.start()
    expect(page.session.getState().phase).toBe('ready')
  })

  it('does not leave measured answers under a prompt that was asked before the model was there', async () => {
    const { page } = createPage()
    page.prompt.propose('hello dan , how are you today ?')
    expect(page.answers.getState()).toMatchObject({ base: { pieces: [] }, adapted: { pieces: [] } })
    await page.start()
    await page.settled()
    expect(page.answers.getState()).toMatchObject({ base: { status: 'done' } })
  })

  it('goes to failed when the device is lost during an answer', async () => {
    const { page, client } = await createReadyPage()
    client.failNext('generate', new AppError('device-lost', 'The GPU went away.'))
    page.mix.setAlpha('math', 0.9)
    await page.settled()
    expect(page.session.getState()).toMatchObject({ phase: 'failed', problem: { code: 'device-lost' } })
  })

  it('stops an answer where it is, keeps what has come, and writes it to its end when asked again', async () => {
    let hold = false
    let release = (): void => undefined
    const held = () =>
      new Promise<void>((go) => {
        release = go
      })
    const step = () => (hold ? held() : Promise.resolve())
    const { page, generated } = await createReadyPage({ step })
    hold = true
    page.prompt.propose('a long question')
    release()
    await new Promise((resolve) => setTimeout(resolve, 0))
    page.stop()
    release()
    await page.settled()
    const { base, adapted } = page.answers.getState()
    expect(base).toMatchObject({
      ...{ pieces: [' so'], ids: [0], status: 'done', finished: false, stopped: true },
    })
    expect(adapted).toMatchObject({ pieces: [' 9'], status: 'done', stopped: true })

    hold = false
    const before = generated().length
    page.refresh()
    await page.settled()
    expect(generated()).toHaveLength(before + 1)
    expect(page.answers.getState().base).toMatchObject({ pieces: [' so', ' 14'], stopped: false })
    expect(page.answers.getState().adapted.timing?.lastMs).toBeGreaterThanOrEqual(0)
  })

  it('waits for no lens of an answer that was stopped before its first token', async () => {
    let hold = false
    let release = (): void => undefined
    const held = () =>
      new Promise<void>((go) => {
        release = go
      })
    const { page } = await createReadyPage({
      step: () => (hold ? held() : Promise.resolve()),
      handlers: {
        follow: async (request) => evenReading(request),
      },
    })
    page.lens.watch(true)
    await expect.poll(() => page.lens.getState().reading).not.toBeNull()
    hold = true
    page.prompt.propose('a question that takes long to read')
    expect(page.lens.getState()).toMatchObject({ stale: true, none: false })
    page.stop()
    expect(page.lens.getState()).toMatchObject({ reading: null, stale: false, none: true })
    expect(isUnsaid(page.answers.getState().base)).toBe(true)

    hold = false
    release()
    page.refresh()
    await page.settled()
    await expect.poll(() => page.lens.getState()).toMatchObject({ stale: false, none: false })
    expect(page.lens.getState().reading).not.toBeNull()
  })

  it('asks again for what the opening of a model that did not come has ended', async () => {
    let end: (error: AppError) => void = () => undefined
    let opens = 0
    const lost = () =>
      new Promise<never>((_, reject) => {
        end = reject
      })
    let isLost = true
    const { page, client } = await createReadyPage({
      handlers: {
        follow: async (request) => (isLost ? lost() : evenReading(request)),
        spectra: async (request) => (isLost ? lost() : madeUpSpectra(request)),
        async open() {
          opens += 1
          if (opens > 1) throw new AppError('network', 'No such model.')
          return (await createFakeClient().call('open', {} as never)) as never
        },
      },
    })
    const asked = (kind: string) => client.calls.filter((call) => call.kind === kind).length
    page.lens.watch(true)
    await expect.poll(() => asked('follow')).toBe(1)
    end(cancelled())
    page.inspector.open()
    await expect.poll(() => asked('spectra')).toBe(1)
    end(cancelled())
    isLost = false
    await page.models.open({ kind: 'bundle', url: 'https://models.example/missing/' })
    await expect.poll(() => page.lens.getState()).toMatchObject({ stale: false, problem: null })
    await expect.poll(() => page.inspector.getState().spectra).not.toBeNull()
  })

  it('keeps an adapted answer that is whole when the base, written on alone, fails', async () => {
    const { page, client, generated, lanesOf } = await createReadyPage({
      answer: (lane) => (lane.kind === 'base' ? Array.from({ length: 100 }, () => ' so') : [' 18']),
    })
    client.failNext('generate', new AppError('limit', 'No room.'))
    page.settings.setState({ maxTokens: 128 })
    await page.settled()
    expect(lanesOf(generated().at(-1))).toEqual(['base'])
    const { base, adapted } = page.answers.getState()
    expect(base.problem?.code).toBe('limit')
    expect(adapted).toMatchObject({ problem: null, status: 'done', pieces: [' 18'] })
  })

  it('writes a cut answer on when more tokens are allowed, and puts their number into the link', async () => {
    const long = Array.from({ length: 100 }, (_, index) => ` ${index}`)
    const { page } = await createReadyPage({ answer: () => long })
    expect(page.answers.getState().adapted).toMatchObject({ finished: false })
    expect(page.link()).not.toContain('tokens=')
    page.settings.setState({ maxTokens: 128 })
    await page.settled()
    expect(page.answers.getState().adapted.pieces).toHaveLength(100)
    const { page: second } = await createReadyPage({ hash: page.link() })
    expect(second.settings.getState().maxTokens).toBe(128)
  })

  it('restores a link and reports what it cannot follow', async () => {
    const { page } = await createReadyPage({
      hash: '#v=1&prompt=hi%20%26%20bye&alpha=math:0.25,poetry:1&mode=paper&strategy=prompt&seed=9&colour=red',
    })
    expect(page.prompt.getState().asked).toBe('hi & bye')
    expect(page.mix.getState()).toMatchObject({ mode: 'paper', alpha: { math: 0.25 } })
    expect(page.twoPass.getState().strategy).toBe('prompt')
    expect(page.settings.getState().seed).toBe(9)
    expect(page.notices.getState().link.map(({ key, value }) => `${key}=${value}`)).toEqual([
      'colour=red',
      'alpha=poetry',
    ])
  })

  it('writes a link that a second page reads back to the same state', async () => {
    const { page } = await createReadyPage()
    page.mix.setAlpha('code', -0.4)
    page.mix.setMode('paper')
    const second = await createReadyPage({ hash: page.link() })
    expect(second.page.notices.getState().link).toEqual([])
    expect(second.page.link()).toBe(page.link())
  })

  it('keeps what is looked at in the link, and reports an expert or a layer that is not there', async () => {
    const { page } = await createReadyPage()
    expect(page.link()).not.toMatch(/inspect=|matrix=/)
    page.inspector.choose({ first: 'code', second: 'mix' })
    expect(page.link()).toContain('&inspect=code,mix')
    const { page: second } = await createReadyPage({ hash: `${page.link()}&matrix=3.gate` })
    expect(second.inspector.getState()).toMatchObject({ first: 'code', second: 'mix' })
    expect(second.link()).toContain('&inspect=code,mix&matrix=3.gate')
    const { page: third } = await createReadyPage({ hash: '#v=1&inspect=poetry' })
    expect(third.notices.getState().link).toMatchObject([{ key: 'inspect', value: 'poetry' }])
    third.follow('#v=1&inspect=math')
    expect(third.inspector.getState()).toMatchObject({ first: 'math', second: null })
    third.follow('#v=1&inspect=nobody')
    expect(third.notices.getState().link).toMatchObject([{ key: 'inspect', value: 'nobody' }])
    const { page: fourth } = await createReadyPage({ hash: '#v=1&matrix=9.down' })
    expect(fourth.notices.getState().link).toMatchObject([{ key: 'matrix', value: '9.down' }])
    fourth.follow('#v=1&matrix=4.down')
    expect(fourth.notices.getState().link).toEqual([])
  })

  it('keeps where the lens and the sweep stand in the link, and reports a swept expert that is not there', async () => {
    const { page } = await createReadyPage()
    expect(page.link()).not.toMatch(/lens=|sweep=/)
    page.lens.choose({ along: 'base', everyLane: true })
    page.sweep.set({ first: 'code', second: 'math', step: 1, family: 'code-hard', items: 25 })
    expect(page.link()).toContain('&lens=base:each&sweep=code,math:1:code-hard:25')
    const { page: second } = await createReadyPage({
      hash: page.link().replace('lens=base', 'lens=base:3'),
    })
    expect(second.lens.getState()).toMatchObject({ along: 'base', everyLane: true })
    expect(second.sweep.getState().settings).toEqual(page.sweep.getState().settings)
    // The place is kept for the answer that is still to be read.
    expect(second.link()).toContain('&lens=base:3:each&sweep=code,math:1:code-hard:25')
    const { page: third } = await createReadyPage({ hash: '#v=1&sweep=poetry:1:math:40' })
    expect(third.notices.getState().link).toMatchObject([{ key: 'sweep', value: 'poetry' }])
    expect(third.link()).not.toContain('sweep=')
    third.follow('#v=1&sweep=reasoning:0.1:math:40')
    expect(third.sweep.getState().settings).toMatchObject({ first: 'reasoning', step: 0.1 })
  })

  it('keeps the results and the experiment in the link, and follows them back to the playground', () => {
    const { page } = createPage({ hash: '#v=1&view=results&experiment=times' })
    expect(page.view.getState()).toEqual({ view: 'results', experiment: 'times' })
    expect(page.link()).toContain('&view=results&experiment=times')
    page.view.setState({ view: 'playground' })
    expect(page.link()).not.toMatch(/view=|experiment=/)
    page.follow('#v=1&view=results')
    expect(page.view.getState()).toEqual({ view: 'results', experiment: null })
    page.follow('#v=1&mode=blend')
    expect(page.view.getState().view).toBe('playground')
  })

  it('follows a link that differs in nothing but the view without touching a draft or who set a slider', async () => {
    const { page } = await createReadyPage()
    page.mix.setAlpha('math', 0.75)
    page.prompt.setDraft('half a que')
    const { setBy } = page.mix.getState()
    page.follow(page.link({ view: 'results', experiment: null }))
    expect(page.view.getState().view).toBe('results')
    page.follow(page.link({ view: 'playground', experiment: null }))
    expect(page.view.getState().view).toBe('playground')
    expect(page.prompt.getState().draft).toBe('half a que')
    expect(page.mix.getState().setBy).toEqual(setBy)
  })

  it('judges answers to prompts it knows and is silent about others', async () => {
    const { page } = await createReadyPage({ example: null })
    expect(page.prompt.getState().known?.verify('10 + 8 = 18 , 18 - 2 = 16 , so 16')).toBe(true)
    expect(page.prompt.getState().known?.verify('so 14')).toBe(false)
    page.prompt.propose('what is the meaning of <b>life</b>?')
    expect(page.prompt.getState().known).toBeNull()
  })

  it('gives experts of the visitor their sliders: at once, under a new name, and in the next visit', async () => {
    const kept = new Map<string, unknown>()
    const { page } = await createReadyPage({ kept })
    const { ownExperts, mix } = page
    await ownExperts.add('mine', new Uint8Array([1]), 'loaded')
    expect(mix.getState().experts).toEqual(['math', 'code', 'reasoning', 'mine'])
    mix.setAlpha('mine', 0.5)
    await ownExperts.rename('mine', 'ours')
    expect(mix.getState().alpha).toEqual({ math: 1, code: 0, reasoning: 0, ours: 0.5 })
    const hash = page.link()
    await ownExperts.add('second', new Uint8Array([1]), 'loaded')

    const { page: later } = await createReadyPage({ kept, hash })
    expect(later.mix.getState().alpha).toEqual({ math: 1, code: 0, reasoning: 0, ours: 0.5, second: 0 })
    expect(later.notices.getState().link).toEqual([])
    await later.ownExperts.remove('ours')
    await later.settled()
    expect(later.mix.getState().alpha).toEqual({ math: 1, code: 0, reasoning: 0, second: 0 })
    expect(later.answers.getState().adapted).toMatchObject({ status: 'done', problem: null })
  })
})
