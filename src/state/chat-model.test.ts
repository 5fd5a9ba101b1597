import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import type { OpenedModel } from '../worker/protocol.ts'
import { EMBEDDED, pageOptions } from './page-options.fixture.ts'
import { createPlayground } from './playground.ts'
import { createFakeClient } from './testing/fake-client.ts'

const CHAT = { kind: 'bundle', url: 'https://models.example/smollm2/' } as const
const SMOLLM2: Partial<OpenedModel> = {
  ...{ name: 'smollm2', hash: 'b'.repeat(64), chatForm: 'chat', parameters: 134_515_008, scales: 97_920 },
  experts: ['code', 'reasoning', 'classifier'].map((name) => ({
    ...{ name, numbers: 51_840, task: `chat-${name}` },
  })),
  expertsFor: 'SmolLM2-135M-Instruct',
}

/** A page whose worker opens SmolLM2 at every address but the embedded model's. */
async function createReadyPage(changes: Partial<OpenedModel> = {}, hash = '') {
  const base = createFakeClient()
  const model = (await base.call('open', {
    ...{ source: { kind: 'bundle', url: EMBEDDED }, backend: 'auto' },
  })) as OpenedModel
  const client = createFakeClient({
    handlers: {
      weighChoices: async ({ choices, lanes }) => ({
        shares: lanes.map(({ kind }) =>
          choices.map((choice) => Number((kind === 'mix') === (choice === 'tool'))),
        ),
      }),
      async open({ source }) {
        const embedded = source.kind === 'bundle' && source.url === EMBEDDED
        return { ...model, ...(!embedded && { ...SMOLLM2, ...changes }), source }
      },
    },
  })
  const read: string[] = []
  const page = createPlayground({
    ...pageOptions(),
    client,
    hash,
    readJson: (path) => {
      read.push(path)
      return Promise.reject(new AppError('network', 'There is no such file.'))
    },
  })
  await page.start()
  await page.settled()
  const open = async (source: OpenedModel['source']) => {
    await page.models.open(source)
    await page.settled()
  }
  return { page, client, open, read }
}

describe('a chat model', () => {
  it('gets a search on its own questions, small enough for its size; the embedded one gets its own back', async () => {
    const { page, client, open } = await createReadyPage()
    await open(CHAT)
    expect(page.fewShot.getState()).toMatchObject({ source: 'family', family: 'chat-reasoning' })
    await page.fewShot.run(1, 'blend')
    expect(client.calls.findLast(({ kind }) => kind === 'fewShot')?.request).toMatchObject({
      shots: { kind: 'family', family: 'chat-reasoning', count: 6 },
      options: { population: 8, elites: 1, generations: 4 },
    })
    await open({ kind: 'bundle', url: EMBEDDED })
    expect(page.fewShot.getState()).toMatchObject({
      ...{ family: 'math-hard', count: 10, status: 'idle', history: [] },
      settings: { population: 32 },
    })
  })

  it('keeps the examples that a visitor wrote, whatever is opened', async () => {
    const { page, open } = await createReadyPage()
    page.fewShot.change({ text: 'one plus one => two' })
    await open(CHAT)
    expect(page.fewShot.getState().text).toBe('one plus one => two')
  })

  it('is shown what was measured with it, or nothing of another model', async () => {
    const { page, open, read } = await createReadyPage()
    await page.results.load('table')
    await open(CHAT)
    expect(page.session.getState().world.measured).toBe('SmolLM2-135M-Instruct')
    expect(page.results.getState().table.status).toBe('none')
    await page.results.load('table')
    expect(read).toEqual(['table.json', 'smollm2/table.json'])
    const unknown = await createReadyPage({ expertsFor: null })
    await unknown.open(CHAT)
    expect(unknown.page.session.getState().world.measured).toBeNull()
  })

  it('is not trained in a tab that cannot hold it', async () => {
    const { page, open } = await createReadyPage()
    expect(page.session.getState().world.untrainable).toBeNull()
    await open(CHAT)
    expect(page.session.getState().world.untrainable).toBe('large')
    const small = await createReadyPage({ parameters: 15e6 })
    await small.open(CHAT)
    expect(small.page.session.getState().world.untrainable).toBeNull()
  })

  it('shows no speed of the model before', async () => {
    const { page, client, open } = await createReadyPage()
    expect(page.answers.getState().speed).not.toBeNull()
    client.failNext('generate', new AppError('limit', 'No room.'))
    await open(CHAT)
    expect(page.answers.getState().speed).toBeNull()
  })

  it('is shown first with the expert that has most to show, every answer on offer weighed by both', async () => {
    const { page, client, open } = await createReadyPage()
    await open(CHAT)
    expect(page.prompt.getState().asked).toContain('an axe')
    expect(page.mix.getState().alpha).toEqual({ code: 0, reasoning: 1 })
    const { choices, base, adapted } = page.choices.getState()
    expect(choices[adapted?.indexOf(1) ?? -1]).toBe('tool')
    expect(choices[base?.indexOf(1) ?? -1]).toBe('animal')
    expect(page.prompt.getState().known?.verify('tool')).toBe(true)

    const weighed = () => client.calls.filter(({ kind }) => kind === 'weighChoices').length
    expect(weighed()).toBe(1)
    page.settings.setState({ seed: 2 })
    await page.settled()
    expect(weighed()).toBe(1)
    page.mix.setAlpha('reasoning', 0.5)
    await page.settled()
    expect(weighed()).toBe(2)
    page.prompt.propose('Why is the sky blue?')
    await page.settled()
    expect(page.choices.getState()).toMatchObject({ status: 'idle', base: null, adapted: null })
  })

  it('is asked with the visitor’s system message, which the link carries and another model never sees', async () => {
    const { page, client, open } = await createReadyPage()
    await open(CHAT)
    page.prompt.setSystem('Answer like a pirate.')
    expect(client.calls.findLast(({ kind }) => kind === 'generate')?.request).not.toHaveProperty('system')
    page.prompt.ask()
    await page.settled()
    const asked = () => client.calls.findLast(({ kind }) => kind === 'generate')?.request
    expect(asked()).toMatchObject({ system: 'Answer like a pirate.' })
    expect(page.link()).toContain('system=Answer%20like%20a%20pirate.')

    const link = page.link()
    const another = await createReadyPage({}, link)
    await another.open(CHAT)
    expect(another.client.calls.findLast(({ kind }) => kind === 'generate')?.request).toMatchObject({
      system: 'Answer like a pirate.',
    })
    await open({ kind: 'bundle', url: EMBEDDED })
    expect(asked()).not.toHaveProperty('system')
    expect(page.link()).not.toContain('system=')
    await open(CHAT)
    expect(asked()).toMatchObject({ system: 'Answer like a pirate.' })
  })
})
