import { cancelled, throwIfAborted } from '../core/errors.ts'
import { Passing } from './persist.ts'

/** A connection over which nothing comes for so long is taken for dead. */
const STALL_MS = 20_000

export interface ReceiveOptions {
  readonly signal?: AbortSignal
  /** Stand-ins for tests. */
  readonly fetch?: typeof fetch
  readonly stallMs?: number
}

/** Takes a part of a body; `enough` lets the rest of it go. */
export type TakePart = (part: Uint8Array) => 'enough' | undefined

/**
 * Asks once, and hands on the body as it comes.
 * @param begin sees the response first and says what takes its body; what it throws ends the asking.
 * @throws Passing where there is no connection, where it breaks off, and where nothing comes for 20 seconds; AppError
 * `cancelled`; whatever `begin` and what it returns throw.
 */
export async function receive(
  url: URL | string,
  init: RequestInit,
  begin: (response: Response) => TakePart,
  { signal, fetch: get = fetch, stallMs = STALL_MS }: ReceiveOptions,
): Promise<void> {
  throwIfAborted(signal)
  const mine = new AbortController()
  let end: (reason: Error) => void = () => undefined
  const over = new Promise<never>((_, reject) => {
    end = reject
  })
  // Nobody may be waiting for it when it happens.
  over.catch(() => undefined)
  const onAbort = (): void => end(cancelled())
  signal?.addEventListener('abort', onAbort, { once: true })
  let timer: ReturnType<typeof setTimeout> | undefined
  async function next<T>(coming: Promise<T>): Promise<T> {
    timer = setTimeout(() => end(new Passing(stalled(stallMs))), stallMs)
    try {
      return await Promise.race([coming.catch(breakOff), over])
    } finally {
      clearTimeout(timer)
    }
  }
  try {
    const response = await next(get(url, { ...init, signal: mine.signal }))
    const take = begin(response)
    const reader = response.body?.getReader()
    if (!reader) return
    for (let part = await next(reader.read()); !part.done; part = await next(reader.read()))
      if (take(part.value) === 'enough') return
  } finally {
    signal?.removeEventListener('abort', onAbort)
    // Closes the connection of a body that is not wanted to its end.
    mine.abort()
  }
}

function stalled(ms: number): string {
  return `Nothing came for ${Math.max(1, Math.round(ms / 1000))} seconds.`
}

function breakOff(thrown: unknown): never {
  if (globalThis.navigator?.onLine === false) throw new Passing('There is no connection.')
  throw new Passing(thrown instanceof Error ? thrown.message : String(thrown))
}
