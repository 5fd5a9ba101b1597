import { describe, expect, it, vi } from 'vitest'
import type { AppError } from '../core/errors.ts'
import { createWorkerClient, type WorkerPort } from './client.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

interface FakePort extends WorkerPort {
  readonly sent: ToWorker[]
  readonly isTerminated: () => boolean
  reply(message: FromWorker): void
}

function fakePort(): FakePort {
  const sent: ToWorker[] = []
  let isTerminated = false
  const port: FakePort = {
    sent,
    isTerminated: () => isTerminated,
    postMessage: (message) => void sent.push(message),
    terminate: () => {
      isTerminated = true
    },
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    reply: (message) => port.onmessage?.({ data: message } as MessageEvent<FromWorker>),
  }
  return port
}

function setUp() {
  const ports: FakePort[] = []
  const client = createWorkerClient(() => {
    const port = fakePort()
    ports.push(port)
    return port
  })
  return { client, ports }
}

const failureOf = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: AppError) => error,
  )

describe('createWorkerClient', () => {
  it('gives each call its own answer, whatever their order', async () => {
    const { client, ports } = setUp()
    const first = client.call('tokenize', { text: 'a' })
    const second = client.call('tokenize', { text: 'b' })
    ports[0]!.reply({ type: 'result', id: 2, result: { ids: [2], pieces: ['b'] } })
    ports[0]!.reply({ type: 'result', id: 1, result: { ids: [1], pieces: ['a'] } })
    expect((await first).ids).toEqual([1])
    expect((await second).ids).toEqual([2])
    expect(ports.length).toBe(1)
  })

  it('starts one worker when woken, for the calls that come later', async () => {
    const { client, ports } = setUp()
    client.wake()
    client.wake()
    expect(ports.map(({ sent }) => sent.length)).toEqual([0])
    const call = client.call('tokenize', { text: 'a' })
    ports[0]!.reply({ type: 'result', id: 1, result: { ids: [1], pieces: ['a'] } })
    expect((await call).ids).toEqual([1])
    expect(ports.length).toBe(1)
  })

  it('starts another worker where the one that was woken did not come', async () => {
    const { client, ports } = setUp()
    client.wake()
    ports[0]!.onerror?.({ message: 'not found' } as ErrorEvent)
    const call = client.call('tokenize', { text: 'a' })
    ports[1]!.reply({ type: 'result', id: 1, result: { ids: [1], pieces: ['a'] } })
    expect((await call).ids).toEqual([1])
    client.dispose()
    client.wake()
    expect(ports.length).toBe(2)
  })

  it('says so where the browser refuses a worker at once, and asks for one again', async () => {
    let refusals = 2
    const port = fakePort()
    const client = createWorkerClient(() => {
      refusals -= 1
      if (refusals >= 0) throw new DOMException('Refused by a policy.', 'SecurityError')
      return port
    })
    client.wake()
    const refused = await failureOf(client.call('tokenize', { text: 'a' }))
    expect(refused).toMatchObject({ code: 'worker-lost', message: /Refused by a policy/ })
    const call = client.call('tokenize', { text: 'a' })
    port.reply({ type: 'result', id: 1, result: { ids: [1], pieces: ['a'] } })
    expect((await call).ids).toEqual([1])
  })

  it('turns a failure back into an AppError', async () => {
    const { client, ports } = setUp()
    const call = failureOf(client.call('selfTest', {}))
    ports[0]!.reply({
      type: 'failure',
      id: 1,
      failure: { code: 'device-lost', message: 'Gone.', advice: 'Wait.' },
    })
    expect(await call).toMatchObject({
      name: 'AppError',
      code: 'device-lost',
      message: 'Gone.',
      advice: 'Wait.',
    })
  })

  it('rejects an aborted call at once, tells the worker, and drops what still comes for it', async () => {
    const { client, ports } = setUp()
    const abort = new AbortController()
    const events: unknown[] = []
    const options = { signal: abort.signal, onEvent: (event: unknown) => void events.push(event) }
    const call = failureOf(client.call('adapt', { prompt: 'p', strategy: 'prompt', maxTokens: 8 }, options))
    ports[0]!.reply({ type: 'event', id: 1, event: { pass: 1 } })
    abort.abort()
    expect((await call).code).toBe('cancelled')
    ports[0]!.reply({ type: 'event', id: 1, event: { pass: 2 } })
    ports[0]!.reply({ type: 'result', id: 1, result: {} })
    expect(events).toEqual([{ pass: 1 }])
    expect(ports[0]!.sent.at(-1)).toEqual({ type: 'cancel', id: 1 })
  })

  describe('where a model comes although it was cancelled', () => {
    const request = { source: { kind: 'bundle', url: 'https://a.example/' }, backend: 'auto' } as const
    const none = { code: 'cancelled', message: 'Stopped.', advice: null } as const

    async function opened() {
      const { client, ports } = setUp()
      const news: string[] = []
      client.listen(({ type }) => news.push(type))
      const abort = new AbortController()
      const open = failureOf(client.call('open', request, { signal: abort.signal }))
      abort.abort()
      expect((await open).code).toBe('cancelled')
      return { client, news, port: ports[0]! }
    }

    it('lets go of the worker, as the page shows another one', async () => {
      const { client, news, port } = await opened()
      const other = failureOf(client.call('tokenize', { text: 'a' }))
      port.reply({ type: 'result', id: 1, result: {} as never })
      expect(port.isTerminated()).toBe(true)
      expect((await other).code).toBe('worker-lost')
      expect(news).toEqual(['worker-lost'])
    })

    it('keeps the worker that heard of it in time', async () => {
      const { news, port } = await opened()
      port.reply({ type: 'failure', id: 1, failure: none })
      expect([port.isTerminated(), news]).toEqual([false, []])
    })

    it.each([
      ['keeps it where another model takes its place', { type: 'result', id: 2, result: {} as never }, false],
      ['lets go of it where no other comes', { type: 'failure', id: 2, failure: none }, true],
    ] as const)('%s', async (_, answer, isTerminated) => {
      const { client, port } = await opened()
      const second = client.call('open', request).catch(() => null)
      port.reply({ type: 'result', id: 1, result: {} as never })
      expect(port.isTerminated()).toBe(false)
      port.reply(answer)
      await second
      expect(port.isTerminated()).toBe(isTerminated)
      port.reply({ type: 'failure', id: 9, failure: none })
      expect(port.isTerminated()).toBe(isTerminated)
    })
  })

  it('does not start a worker for a call that was aborted before', async () => {
    const { client, ports } = setUp()
    const call = client.call('tokenize', { text: 'a' }, { signal: AbortSignal.abort() })
    expect((await failureOf(call)).code).toBe('cancelled')
    expect(ports.length).toBe(0)
  })

  it('rejects every call when the worker breaks, and starts another one for the next', async () => {
    const { client, ports } = setUp()
    const calls = [client.call('tokenize', { text: 'a' }), client.call('tokenize', { text: 'b' })].map(
      failureOf,
    )
    ports[0]!.onerror?.({ message: 'out of memory' } as ErrorEvent)
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: 'worker-lost' })
    expect(ports[0]!.isTerminated()).toBe(true)
    const next = client.call('tokenize', { text: 'c' })
    ports[1]!.reply({ type: 'result', id: 3, result: { ids: [3], pieces: ['c'] } })
    expect((await next).ids).toEqual([3])
  })

  it('tells of a worker that hangs, and ends it when it is asked to', async () => {
    vi.useFakeTimers()
    try {
      const { client, ports } = setUp()
      const news: unknown[] = []
      client.listen((told) => void news.push(told))
      const call = failureOf(client.call('tokenize', { text: 'a' }))
      vi.advanceTimersByTime(5_000)
      expect(ports[0]!.sent.at(-1)).toEqual({ type: 'ping' })
      ports[0]!.reply({ type: 'pong' })
      vi.advanceTimersByTime(175_000)
      expect(news).toEqual([])
      vi.advanceTimersByTime(5_000)
      expect(news).toEqual([{ type: 'silence', silence: 'deaf' }])
      client.restart()
      expect(await call).toMatchObject({ code: 'worker-lost' })
      expect(ports[0]!.isTerminated()).toBe(true)
      expect(news.slice(1)).toMatchObject([{ type: 'silence', silence: null }, { type: 'worker-lost' }])
      void client.call('tokenize', { text: 'b' })
      expect(ports).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('ends open calls when it is disposed of', async () => {
    const { client, ports } = setUp()
    const call = failureOf(client.call('tokenize', { text: 'a' }))
    client.dispose()
    expect((await call).code).toBe('cancelled')
    expect(ports[0]!.isTerminated()).toBe(true)
    expect((await failureOf(client.call('tokenize', { text: 'b' }))).code).toBe('cancelled')
  })
})
