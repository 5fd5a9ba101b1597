import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../core/errors.ts'
import { textOf } from './answers-store.ts'
import { pageOptions } from './page-options.fixture.ts'
import { createPlayground } from './playground.ts'
import { createFakeClient, type FakeOptions } from './testing/fake-client.ts'

const STOPPED = new AppError('worker-lost', 'The part of the page that runs the model stopped.')

async function createReadyPage(options: FakeOptions = {}) {
  const client = createFakeClient(options)
  const page = createPlayground({
    ...pageOptions(),
    client,
    hash: '#v=1&prompt=hello&alpha=math:1',
  })
  await page.start()
  await page.settled()
  const opens = () =>
    client.calls
      .filter(({ kind }) => kind === 'open')
      .map(({ request }) => request as { backend: string; because?: string })
  const stop = async (): Promise<void> => {
    client.tell({ type: 'worker-lost', error: STOPPED })
    await new Promise((resolve) => setTimeout(resolve, 20))
    await page.settled()
  }
  return { client, page, opens, stop }
}

describe('a worker that stops', () => {
  it('is replaced: the same model, sliders, own experts and prompt, and the answer is written again', async () => {
    const { client, page, opens, stop } = await createReadyPage()
    await page.ownExperts.add('mine', Uint8Array.of(1), 'loaded')
    page.mix.setAlpha('mine', 0.4)
    await page.settled()
    const { model } = page.session.getState()
    const shown = textOf(page.answers.getState().adapted)
    const statuses: string[] = []
    page.answers.subscribe(({ adapted }) => statuses.push(`${adapted.status} ${adapted.problem?.code}`))

    client.failNext('generate', STOPPED)
    page.settings.setState({ seed: 2, temperature: 1 })
    await page.settled()
    expect(page.answers.getState().adapted).toMatchObject({ status: 'waiting', problem: null })
    expect(page.answers.getState().adapted.stale.join('').trim()).toBe(shown)
    await stop()

    expect(opens()).toHaveLength(2)
    expect(page.session.getState()).toMatchObject({ phase: 'ready' })
    expect(page.session.getState().model).toBe(model)
    expect(client.calls.filter(({ kind }) => kind === 'addExpert')).toHaveLength(2)
    expect(page.mix.getState().alpha).toMatchObject({ math: 1, mine: 0.4 })
    expect(page.prompt.getState().asked).toBe('hello')
    expect(textOf(page.answers.getState().adapted)).toBe(shown)
    expect(statuses.filter((status) => !status.endsWith(' undefined'))).toEqual([])
  })

  it('twice in a short while goes on on the CPU and says why, and a third time asks the visitor', async () => {
    const { page, opens, stop } = await createReadyPage()
    await stop()
    await stop()
    expect(opens().map(({ backend, because }) => [backend, because])).toEqual([
      ['auto', undefined],
      ['auto', undefined],
      ['wasm', STOPPED.message],
    ])
    await stop()
    expect(opens()).toHaveLength(3)
    expect(page.session.getState()).toMatchObject({ phase: 'failed', problem: { code: 'worker-lost' } })
    await page.start()
    expect(page.session.getState().phase).toBe('ready')
  })

  it('takes another one when it is tried again after a failure, which may have left the first unable', async () => {
    const client = createFakeClient()
    const page = createPlayground({ ...pageOptions(), client })
    const restart = vi.spyOn(client, 'restart')
    client.failNext('open', new AppError('network', 'The engine could not be downloaded.'))
    await page.start()
    expect(page.session.getState().phase).toBe('failed')
    expect(restart).not.toHaveBeenCalled()
    await page.start()
    expect(restart).toHaveBeenCalledTimes(1)
    expect(page.session.getState().phase).toBe('ready')
    await page.start()
    expect(restart).toHaveBeenCalledTimes(1)
  })

  it('because it hung and the visitor ended it is replaced, and what was asked meanwhile is answered', async () => {
    const { client, page, opens } = await createReadyPage()
    const shown = textOf(page.answers.getState().base)
    client.hangNext('generate')
    page.prompt.propose('what hangs')
    client.tell({ type: 'silence', silence: 'deaf' })
    expect(page.session.getState().silence).toBe('deaf')
    page.session.keepWaiting()
    expect(page.session.getState().silence).toBeNull()
    client.tell({ type: 'silence', silence: 'deaf' })
    page.mix.setAlpha('math', 0.25)
    page.session.restartWorker()
    await new Promise((resolve) => setTimeout(resolve, 20))
    await page.settled()

    expect(opens()).toHaveLength(2)
    expect(page.session.getState()).toMatchObject({ phase: 'ready', silence: null })
    expect(page.prompt.getState().asked).toBe('what hangs')
    expect(page.mix.getState().alpha).toMatchObject({ math: 0.25 })
    expect(textOf(page.answers.getState().base)).toBe(shown)
  })

  it('and whose place none can take leaves a way on, and no answer that waits for ever', async () => {
    const { client, page, stop } = await createReadyPage()
    client.failNext('generate', STOPPED)
    page.settings.setState({ seed: 2, temperature: 1 })
    client.failNext('open', new AppError('network', 'No connection.'))
    await stop()
    expect(page.session.getState()).toMatchObject({ phase: 'failed', problem: { code: 'network' } })
    expect(page.answers.getState().adapted.status).toBe('done')
  })
})

describe('news of the device', () => {
  const state = {
    ...{ status: 'ready' as const, losses: 0, reason: null, selfTest: null, memory: null },
    description: { backend: 'webgpu' as const, device: 'An adapter' },
  }

  it('names what computes now, and keeps the name while there is nothing', async () => {
    const { client, page } = await createReadyPage()
    const { model } = page.session.getState()
    const tell = (change: object) => client.tell({ type: 'device', device: { ...state, ...change } })
    const engine = () => page.session.getState().engine
    tell({ status: 'lost', losses: 1, reason: 'It was lost.' })
    expect(engine()).toMatchObject({ backend: 'webgpu', device: 'Fake adapter', fallbackReason: null })
    tell({
      ...{ status: 'blocked', losses: 2, reason: 'It was lost twice.' },
      description: { backend: 'wasm', device: 'onnxruntime' },
    })
    expect(engine()).toEqual({
      ...{ backend: 'wasm', device: 'onnxruntime', fallbackReason: 'It was lost twice.' },
    })
    expect(page.session.getState().selfTest.status).toBe('none')
    expect(page.session.getState().model).toBe(model)
  })
})
