import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fetchFile } from './fetch-file.ts'
import { persist } from './persist.ts'

const URL_ = new URL('http://localhost/models/tiny/shard-0.safetensors')
const BYTES = new Uint8Array([1, 2, 3, 4])
const wait = async (): Promise<void> => {}

type Answer = () => Response | Promise<Response>

/** A server that gives these answers one after the other, and the last one for ever. */
function server(...answers: Answer[]) {
  const seen: RequestInit[] = []
  const fetch = (async (_: unknown, init: RequestInit) => {
    seen.push(init)
    return (answers[seen.length - 1] ?? answers.at(-1)!)()
  }) as typeof globalThis.fetch
  return { fetch, seen }
}

const good: Answer = () => new Response(BYTES, { headers: { 'content-length': '4' } })
const noConnection: Answer = () => Promise.reject(new TypeError('fetch failed'))
const cutShort: Answer = () => new Response(BYTES.slice(0, 3), { headers: { 'content-length': '4' } })
const breaksOff: Answer = () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(BYTES.slice(0, 1))
        controller.error(new TypeError('network error'))
      },
    }),
  )

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: AppError) => error.code,
  )

describe('fetchFile', () => {
  it('gives the bytes and reports them as they come', async () => {
    const seen: number[] = []
    const bytes = await fetchFile(URL_, { ...server(good), wait, onBytes: (count) => seen.push(count) })
    expect([...bytes]).toEqual([1, 2, 3, 4])
    expect(seen).toEqual([0, 4])
  })

  it.each([
    ['no connection', noConnection],
    ['an answer cut short', cutShort],
    ['an answer that breaks off', breaksOff],
    ['a busy server', () => new Response('busy', { status: 503 })],
  ])('tries again after %s', async (_, fault) => {
    const { fetch, seen } = server(fault, fault, fault, good)
    expect((await fetchFile(URL_, { fetch, wait })).length).toBe(4)
    expect(seen.length).toBe(4)
  })

  it('gives up after three more tries, with a pause that grows', async () => {
    const pauses: number[] = []
    const { fetch, seen } = server(noConnection)
    const options = { fetch, wait: async (ms: number) => void pauses.push(ms) }
    expect(await codeOf(fetchFile(URL_, options))).toBe('network')
    expect(seen.length).toBe(4)
    expect(pauses.length).toBe(3)
    expect(pauses[2]!).toBeGreaterThan(2 * pauses[0]!)
  })

  it('does not ask twice for what is not there', async () => {
    const { fetch, seen } = server(() => new Response('', { status: 404 }))
    expect(await codeOf(fetchFile(URL_, { fetch, wait }))).toBe('missing')
    expect(seen.length).toBe(1)
  })

  it('says that there is no connection where the browser knows that', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    const asking = fetchFile(URL_, { ...server(noConnection), wait })
    await expect(asking).rejects.toThrow(/There is no connection\./)
    vi.unstubAllGlobals()
  })

  it('is refused where more comes than it may have', async () => {
    const { fetch, seen } = server(good)
    await expect(fetchFile(URL_, { fetch, wait, bytes: 3 })).rejects.toThrow(/longer than the 3 bytes/)
    expect(seen.length).toBe(1)
  })

  it('goes on where less came than it has, though the server promised no more', async () => {
    const parts = server(
      () => new Response(BYTES.slice(0, 3)),
      () => new Response(BYTES.slice(3), { status: 206, headers: { 'content-range': 'bytes 3-3/4' } }),
    )
    expect([...(await fetchFile(URL_, { ...parts, wait, bytes: 4 }))]).toEqual([1, 2, 3, 4])
  })

  it('recognises a web page in place of the file', async () => {
    const page: Answer = () => new Response('Please log in', { headers: { 'content-type': 'text/html' } })
    const untold: Answer = () => new Response(new TextEncoder().encode('<!doctype html>'))
    for (const answer of [page, untold]) {
      const { fetch, seen } = server(answer)
      await expect(fetchFile(URL_, { fetch, wait })).rejects.toThrow(/A web page came instead/)
      expect(seen.length).toBe(1)
    }
  })

  it('does not count a compressed answer as cut short', async () => {
    const headers = { 'content-length': '99', 'content-encoding': 'br' }
    const compressed: Answer = () => new Response(BYTES, { headers })
    expect((await fetchFile(URL_, { ...server(compressed), wait })).length).toBe(4)
  })

  it('is cancelled where it was stopped, whatever broke by that', async () => {
    const abort = new AbortController()
    const attempt = async () => {
      abort.abort()
      throw new TypeError('The body is gone.')
    }
    const giveUp = () => new AppError('network', 'It could not be had.')
    const going = persist(attempt, { signal: abort.signal, wait, giveUp })
    await expect(going).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('stops at once when it is aborted, in a pause as well', async () => {
    const abort = new AbortController()
    const { fetch, seen } = server(noConnection)
    const going = codeOf(fetchFile(URL_, { fetch, signal: abort.signal }))
    setTimeout(() => abort.abort(), 20)
    expect(await going).toBe('cancelled')
    expect(seen.length).toBe(1)
  })
})
