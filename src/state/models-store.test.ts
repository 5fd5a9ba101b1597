import { describe, expect, it } from 'vitest'
import { AppError, throwIfAborted } from '../core/errors.ts'
import type { FactorEvent, Inspection } from '../worker/opening.ts'
import type { OpenedModel } from '../worker/protocol.ts'
import { textOf } from './answers-store.ts'
import { EMBEDDED, pageOptions } from './page-options.fixture.ts'
import { createPlayground } from './playground.ts'
import { createFakeClient } from './testing/fake-client.ts'

const ELSEWHERE = 'https://models.example/talker/'
const DENSE: Partial<OpenedModel> = {
  name: 'talker',
  hash: 'a'.repeat(64),
  form: 'dense',
  chatForm: 'plain',
  scales: 0,
  experts: [],
}

/** A page whose worker opens `talker` from everywhere but its own address, and factors it matrix by matrix. */
async function createReadyPage(hash = '') {
  let kept = 0
  const base = createFakeClient()
  const model = (await base.call('open', {
    source: { kind: 'bundle', url: EMBEDDED },
    backend: 'auto',
  })) as OpenedModel
  const progress = (done: number): FactorEvent => ({
    ...{ phase: 'factoring', done, total: 4, name: 'q', share: done / 4, secondsLeft: 1 },
  })
  const client = createFakeClient({
    handlers: {
      async open({ source }, { signal }) {
        await new Promise((resolve) => setTimeout(resolve, 1))
        throwIfAborted(signal)
        if (source.kind === 'bundle' && source.url.includes('missing'))
          throw new AppError('network', 'The server has no manifest.json (404).')
        const embedded = source.kind === 'bundle' && source.url === EMBEDDED
        return { ...model, ...(!embedded && DENSE), source }
      },
      async factor(_, { signal, onEvent }) {
        for (; kept < 4; kept++) {
          onEvent(progress(kept))
          await new Promise((resolve) => setTimeout(resolve, 1))
          throwIfAborted(signal)
        }
        return { ...model, ...DENSE, form: 'factored', scales: 64 }
      },
      inspect: async () => ({ name: 'talker' }) as Inspection,
      storedModels: async () =>
        kept > 0
          ? [
              {
                id: `factors/${'a'.repeat(32)}-all-f16`,
                name: 'talker',
                kind: 'factors',
                bytes: 9,
                isWhole: false,
              },
            ]
          : [],
      async removeStored() {
        kept = 0
        return null
      },
    },
  })
  const page = createPlayground({
    ...pageOptions(),
    client,
    hash,
  })
  await page.start()
  await page.settled()
  const opens = () => client.calls.filter(({ kind }) => kind === 'open').length
  return { page, client, opens, keptMatrices: () => kept }
}

describe('opening another model', () => {
  it('brings prompts that suit it, answers with the base alone, and leaves nothing of the model before', async () => {
    const { page, client } = await createReadyPage()
    await page.twoPass.run('x', 8)
    page.mix.setAlpha('math', 0.7)
    await page.models.open({ kind: 'bundle', url: ELSEWHERE })
    await page.settled()
    expect(page.session.getState()).toMatchObject({
      phase: 'ready',
      world: { form: 'plain', embedded: false },
    })
    expect(page.prompt.getState()).toMatchObject({
      asked: 'Once upon a time there was a fox who',
      known: null,
    })
    expect(page.mix.getState().experts).toEqual([])
    expect(page.twoPass.getState()).toMatchObject({ status: 'idle', result: null })
    const last = client.calls.findLast(({ kind }) => kind === 'generate')
    expect(last?.request).toMatchObject({ lanes: [{ kind: 'base' }], maxTokens: 256 })
    expect(page.answers.getState()).toMatchObject({ base: { status: 'done' }, adapted: { status: 'empty' } })
  })

  it('looks at picked files again when their place is shown again', async () => {
    const { page } = await createReadyPage()
    const { models } = page
    models.show('files')
    expect(models.getState().look).toBeNull()
    models.change({ files: [{ path: 'talker.gguf', blob: new Blob(['x']) }] })
    models.change({ place: 'hub' })
    expect(models.getState().look).toBeNull()
    models.change({ place: 'files' })
    expect(models.getState().look).toMatchObject({ source: { kind: 'files' } })
    await models.open({ kind: 'bundle', url: ELSEWHERE })
    expect(models.getState().look).toBeNull()
    models.show()
    expect(models.getState().look).toMatchObject({ source: { kind: 'files' } })
  })

  it('keeps what the visitor wrote, and gives the page back as it was with the embedded model', async () => {
    const { page } = await createReadyPage()
    page.prompt.setDraft('my own words')
    page.prompt.ask()
    await page.models.open({ kind: 'bundle', url: ELSEWHERE })
    expect(page.prompt.getState().asked).toBe('my own words')
    await page.models.open({ kind: 'bundle', url: EMBEDDED })
    await page.settled()
    expect(page.mix.getState().experts).toEqual(['math', 'code', 'reasoning'])
    expect(page.settings.getState().maxTokens).toBe(64)
    expect(page.prompt.getState().asked).toBe('my own words')
  })

  it('leaves the open model alone when another cannot be opened, and can try again', async () => {
    const { page } = await createReadyPage()
    const before = textOf(page.answers.getState().base)
    page.models.show('address')
    page.models.change({ address: 'https://models.example/missing/' })
    const opened = await page.models.open({ kind: 'bundle', url: 'https://models.example/missing/' })
    expect(opened).toBeNull()
    expect(page.models.getState()).toMatchObject({
      shown: true,
      address: 'https://models.example/missing/',
      failed: { problem: { code: 'network' } },
    })
    expect(page.session.getState()).toMatchObject({ phase: 'ready', model: { name: 'tiny' } })
    expect(textOf(page.answers.getState().base)).toBe(before)
  })

  it('says that an opening was stopped without calling it a failure', async () => {
    const { page } = await createReadyPage()
    const opening = page.models.open({ kind: 'bundle', url: ELSEWHERE })
    page.models.cancel()
    expect(await opening).toBeNull()
    expect(page.models.getState()).toMatchObject({ opening: null, failed: { problem: null } })
    expect(page.session.getState().model?.name).toBe('tiny')
  })
})

describe('links to other models', () => {
  const link = `#v=1&model=${encodeURIComponent(ELSEWHERE)}&seed=9&prompt=hello`

  it('that are followed on an open page change nothing before they are confirmed', async () => {
    const { page, opens } = await createReadyPage()
    page.follow(link)
    expect(page.models.getState().asked?.name).toBe(ELSEWHERE)
    expect(page.settings.getState().seed).toBe(1)
    expect(page.prompt.getState().asked).not.toBe('hello')
    expect(opens()).toBe(1)
  })

  it('ask first, stay in the address meanwhile, and are followed once the model is open', async () => {
    const { page, opens } = await createReadyPage(link)
    expect(opens()).toBe(1)
    expect(page.models.getState().asked?.name).toBe(ELSEWHERE)
    expect(page.settings.getState().seed).toBe(1)
    expect(page.link()).toBe(link)
    await page.models.open({ kind: 'bundle', url: ELSEWHERE })
    expect(page.settings.getState().seed).toBe(9)
    expect(page.prompt.getState().asked).toBe('hello')
    expect(page.models.getState().asked).toBeNull()
    expect(page.link()).toContain(encodeURIComponent('https').concat(':'))
  })

  it('are let go of when the visitor stays', async () => {
    const { page, opens } = await createReadyPage(link)
    page.keepModel()
    expect(page.link()).toContain('model=tiny')
    expect(opens()).toBe(1)
    page.follow('#v=1&model=hub:owner/name')
    expect(page.models.getState().asked?.source).toEqual({ kind: 'hub', repo: 'owner/name' })
    page.follow('#v=1&model=ftp://x/')
    expect(page.notices.getState().link).toMatchObject([{ key: 'model', value: 'ftp://x/' }])
  })

  it('say that files of another disk cannot be had', async () => {
    const { page } = await createReadyPage('#v=1&model=local&seed=9')
    expect(page.notices.getState().link).toMatchObject([{ key: 'model', value: 'local' }])
    expect(page.settings.getState().seed).toBe(1)
  })
})

describe('factoring', () => {
  it('pauses, goes on where it was, and gives the page the factored model', async () => {
    const { page, keptMatrices } = await createReadyPage()
    await page.models.open({ kind: 'bundle', url: ELSEWHERE })
    const first = page.factoring.run()
    await new Promise((resolve) => setTimeout(resolve, 4))
    page.factoring.pause()
    await first
    const kept = keptMatrices()
    expect(page.factoring.getState().status).toBe('paused')
    expect(page.session.getState().model?.form).toBe('dense')
    await page.factoring.run()
    expect(keptMatrices()).toBeGreaterThanOrEqual(kept)
    expect(page.session.getState().model?.form).toBe('factored')
    expect(page.factoring.getState()).toMatchObject({ status: 'idle' })
  })

  it('throws away what is done when that is asked for', async () => {
    const { page, keptMatrices } = await createReadyPage()
    await page.models.open({ kind: 'bundle', url: ELSEWHERE })
    const first = page.factoring.run()
    await new Promise((resolve) => setTimeout(resolve, 4))
    const model = page.session.getState().model!
    await page.factoring.discard(model)
    await first
    expect(page.factoring.getState()).toMatchObject({ status: 'idle', progress: null })
    expect(keptMatrices()).toBe(0)
  })
})
