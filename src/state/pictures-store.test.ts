import { describe, expect, it } from 'vitest'
import { AppError, cancelled } from '../core/errors.ts'
import type { ModelClient } from '../worker/protocol.ts'
import { createPicturesStore } from './pictures-store.ts'

const VISION = { parameters: 9, bytes: 1, experts: [{ name: 'vision', numbers: 3, task: 'vision' }] }

function client(answers: Readonly<Record<string, () => unknown>>, asked: unknown[] = []): ModelClient {
  return {
    call: async (kind: string, request: unknown) => {
      asked.push({ kind, request })
      return answers[kind]?.()
    },
    dispose: () => undefined,
  } as ModelClient
}

const says = (texts: readonly string[]) => () => ({
  lanes: texts.map((text) => ({ ids: [], pieces: [], text, finished: true })),
  ms: { prefill: 1, decode: 1 },
  tokensPerSecond: 1,
})

describe('pictures store', () => {
  it('opens once, and tells which experts came with it', async () => {
    const asked: unknown[] = []
    const named: string[][] = []
    const store = createPicturesStore(client({ openVision: () => VISION }, asked), (names) =>
      named.push([...names]),
    )
    await store.open()
    await store.open()
    expect(asked).toHaveLength(1)
    expect(named).toEqual([['vision']])
    expect(store.getState().status).toBe('open')
  })

  it('can be opened again after a failure', async () => {
    let tries = 0
    const store = createPicturesStore(
      client({
        openVision: () => {
          if (tries++ === 0) throw new AppError('network', 'No net.')
          return VISION
        },
      }),
      () => undefined,
    )
    await store.open()
    expect(store.getState()).toMatchObject({ status: 'failed', problem: { message: 'No net.' } })
    await store.open()
    expect(store.getState().status).toBe('open')
  })

  it('can be told to stop fetching, and then be opened again', async () => {
    let held = true
    const waiting = {
      call: (_: string, __: unknown, { signal }: { signal: AbortSignal }) =>
        held
          ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(cancelled())))
          : Promise.resolve(VISION),
    }
    const store = createPicturesStore(waiting as unknown as ModelClient, () => undefined)
    const opened = store.open()
    expect(store.getState().status).toBe('opening')
    store.cancelOpen()
    await opened
    expect(store.getState()).toMatchObject({ status: 'closed', problem: null })
    held = false
    await store.open()
    expect(store.getState().status).toBe('open')
  })

  it('judges answers to an exercise, and nothing once the picture or the question is the visitor’s', async () => {
    const words = () => ({ words: [] })
    const store = createPicturesStore(
      client({ seePicture: words, generate: says(['', '', '']) }),
      () => undefined,
    )
    await store.drawItem('vision', 3)
    const { item } = store.getState()
    const right = item?.worked ?? ''
    const asking = createPicturesStore(
      client({ seePicture: words, generate: says([item?.slip ?? '', right, right]) }),
      () => undefined,
    )
    await asking.drawItem('vision', 3)
    await asking.ask({ mode: 'blend', alpha: {} }, 8)
    expect(asking.getState().answers.map((answer) => answer.right)).toEqual([false, true, true])
    asking.setQuestion('what now ?')
    await asking.ask({ mode: 'blend', alpha: {} }, 8)
    expect(asking.getState().answers.map((answer) => answer.right)).toEqual([null, null, null])
    await asking.drawItem('vision', 3)
    asking.addStroke([
      [1, 1],
      [9, 9],
    ])
    expect(asking.getState().item).toBeNull()
    expect(asking.getState().picture).not.toEqual(item?.picture)
  })

  it('asks nothing without a question', async () => {
    const asked: unknown[] = []
    const store = createPicturesStore(client({}, asked), () => undefined)
    store.setQuestion('  ')
    await store.ask({ mode: 'blend', alpha: {} }, 8)
    expect(asked).toEqual([])
  })
})
