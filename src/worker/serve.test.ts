import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import type { FromWorker, ToWorker } from './protocol.ts'
import { type Calls, serve } from './serve.ts'

/** A worker whose calls are those given; the others are the real ones, with no model open. */
function setUp(changes: Partial<Calls>) {
  const sent: FromWorker[] = []
  let deliver: (event: { readonly data: ToWorker }) => void = () => {}
  const port = {
    postMessage: (message: FromWorker) => void sent.push(message),
    addEventListener: (_: 'message', listener: typeof deliver) => {
      deliver = listener
    },
  }
  serve(port, changes)
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
  return { sent, send: (message: unknown) => deliver({ data: message as ToWorker }), settled }
}

const until = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Stopped.'))),
  )

const call = (id: number, kind: string, request: object = {}) => ({ type: 'call', id, kind, request })

describe('serve', () => {
  it('says that it is there, and answers with events and then the result', async () => {
    const { sent, send, settled } = setUp({
      adapt: async (_, { emit }) => {
        emit({ pass: 1 })
        return 'done' as never
      },
    })
    send(call(1, 'adapt'))
    await settled()
    expect(sent).toEqual([
      { type: 'ready' },
      { type: 'event', id: 1, event: { pass: 1 } },
      { type: 'result', id: 1, result: 'done' },
    ])
  })

  it.each([
    ['an AppError', new AppError('limit', 'Too many lanes.', { advice: 'Ask for fewer.' }), 'limit'],
    ['an ordinary error', new TypeError('x is undefined'), 'unsupported'],
    ['a string', 'odd', 'unsupported'],
  ])('sends %s as a failure', async (_, thrown, code) => {
    const { sent, send, settled } = setUp({ tokenize: () => Promise.reject(thrown) })
    send(call(1, 'tokenize'))
    await settled()
    expect(sent.at(-1)).toMatchObject({ type: 'failure', id: 1, failure: { code } })
  })

  it('answers every call with a typed failure while no model is open', async () => {
    const { sent, send, settled } = setUp({})
    const prompt = 'what is 2 plus 2 ?'
    send(call(1, 'next', { prompt, lanes: [{ kind: 'base' }], topK: 4 }))
    send(call(2, 'adapt', { prompt, strategy: 'prompt', maxTokens: 4 }))
    send(call(3, 'no such call'))
    await settled()
    const failures = sent.filter(({ type }) => type === 'failure')
    expect(failures.map((message) => (message as { id: number }).id).sort()).toEqual([1, 2, 3])
    expect(failures.every((message) => 'failure' in message && message.failure.code === 'bad-input')).toBe(
      true,
    )
  })

  it('says what is odd about a request, before anything is done', async () => {
    const { sent, send, settled } = setUp({})
    const asked = { prompt: 'a', lanes: [{ kind: 'base' }], seed: 1, topK: 1, maxTokens: 4, temperature: 0 }
    send(call(1, 'generate', { ...asked, maxTokens: 0 }))
    send(call(2, 'generate', { ...asked, temperature: -1 }))
    send(call(3, 'bench', { lanes: 0, tokens: 2 }))
    await settled()
    for (const [index, where] of ['generate.maxTokens', 'generate.temperature', 'bench.lanes'].entries())
      expect(sent[index + 1]).toMatchObject({
        failure: { code: 'bad-input', message: expect.stringContaining(`odd at ${where}`) },
      })
  })

  it('answers a ping at once, while a call runs', () => {
    const { sent, send } = setUp({ confusion: (_, { signal }) => until(signal) })
    send(call(1, 'confusion'))
    send({ type: 'ping' })
    expect(sent.slice(1)).toEqual([{ type: 'pong' }])
  })

  it('sends nothing of a cancelled call but that it was cancelled', async () => {
    const { sent, send, settled } = setUp({
      confusion: async (_, { signal, emit }) => {
        await until(signal).catch(() => {})
        emit({} as never)
        return {} as never
      },
    })
    send(call(7, 'confusion'))
    await settled()
    send({ type: 'cancel', id: 7 })
    await settled()
    expect(sent.slice(1)).toMatchObject([{ type: 'failure', id: 7, failure: { code: 'cancelled' } }])
  })

  it('ends the calls of the model before when another one is opened', async () => {
    const { sent, send, settled } = setUp({
      generate: (_, { signal }) => until(signal),
      open: async () => ({ name: 'tiny' }) as never,
    })
    send(call(1, 'generate'))
    send(call(2, 'open'))
    await settled()
    expect(sent.slice(1)).toMatchObject([
      { type: 'failure', id: 1, failure: { code: 'cancelled' } },
      { type: 'result', id: 2 },
    ])
  })
  it('answers messages of any shape with typed failures, and those without an id with nothing', async () => {
    const { sent, send } = setUp({})
    const kinds = 'next adapt generate tokenize spectra train seePicture constructor toString __proto__'
    const kind = fc.oneof(fc.constantFrom<unknown>(...kinds.split(' ')), fc.jsonValue({ maxDepth: 1 }))
    const message = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ type: fc.constant('call'), kind, request: fc.jsonValue({ maxDepth: 1 }) }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('cancel') }) },
      { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
    )
    let id = 0
    await fc.assert(
      fc.asyncProperty(message, fc.boolean(), async (content, named) => {
        const isCall = named && (content as { type?: unknown } | null)?.type === 'call'
        const whole = named && typeof content === 'object' && content !== null
        sent.length = 0
        send(whole ? { ...content, id: ++id } : content)
        await Promise.resolve()
        for (let turn = 0; isCall && sent.length === 0 && turn < 20; turn++) await Promise.resolve()
        expect(sent.length).toBe(isCall ? 1 : 0)
        if (isCall) {
          expect(sent[0]).toMatchObject({ type: 'failure', id })
          expect((sent[0] as { failure: { message: string } }).failure.message).not.toBe('')
        }
      }),
      fuzzRuns(10_000),
    )
  })
})
