import { AppError, asAppError, cancelled, throwIfAborted } from '../core/errors.ts'
import { pause } from './pause.ts'

export interface FetchFileOptions {
  readonly signal?: AbortSignal
  /** Bytes of this file so far; starts again at 0 when a try has failed. */
  readonly onBytes?: (received: number) => void
  /** `reload` goes past the browser's cache; `force-cache` takes what is there, however old. */
  readonly cache?: 'default' | 'reload' | 'force-cache'
  /** Stand-ins for tests. */
  readonly fetch?: typeof fetch
  readonly wait?: (ms: number) => Promise<void>
}

const TRIES = 4
const FIRST_PAUSE_MS = 300

/** Refused by the server for now, or by something between: worth another try. */
class Passing extends Error {}

/**
 * The bytes of one file. What may pass by itself (no connection, a busy server, an answer cut short) is tried
 * three times more, each after twice the pause.
 * @throws AppError `network`, `integrity` when a web page came instead of the file, `cancelled`
 */
export async function fetchFile(url: URL, options: FetchFileOptions = {}): Promise<Uint8Array> {
  const wait = options.wait ?? ((ms) => pause(ms, options.signal))
  for (let attempt = 1; ; attempt++) {
    throwIfAborted(options.signal)
    try {
      return await fetchOnce(url, options)
    } catch (thrown) {
      if (options.signal?.aborted) throw cancelled()
      if (!(thrown instanceof Passing)) throw asAppError(thrown, 'network')
      if (attempt === TRIES) throw unreachable(url, thrown)
    }
    await wait(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (1 + Math.random() / 4))
  }
}

async function fetchOnce(url: URL, options: FetchFileOptions): Promise<Uint8Array> {
  const { signal, cache = 'default' } = options
  options.onBytes?.(0)
  const get = options.fetch ?? fetch
  const response = await get(url, { cache, ...(signal && { signal }) }).catch((error: Error) => {
    throw new Passing(error.message)
  })
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    throw new Passing(`The server answered with ${response.status}.`)
  }
  if (!response.ok) {
    throw new AppError(
      response.status === 404 ? 'missing' : 'network',
      `The server has no ${nameOf(url)} (it answered with ${response.status}).`,
      {
        advice: 'Check the address of the model.',
      },
    )
  }
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw new AppError('integrity', `A web page came instead of ${nameOf(url)}.`, {
      advice: 'The server answers for files it does not have, or a network login stands in between.',
    })
  }
  return readBody(response, options.onBytes)
}

async function readBody(response: Response, onBytes?: (received: number) => void): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let received = 0
  try {
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      chunks.push(part.value)
      received += part.value.length
      onBytes?.(received)
    }
  } catch (error) {
    throw new Passing(error instanceof Error ? error.message : String(error))
  }
  // With a content encoding the header counts the compressed bytes.
  const promised = response.headers.get('content-length')
  if (promised !== null && !response.headers.get('content-encoding') && received < Number(promised)) {
    throw new Passing(`Only ${received} of ${promised} bytes came.`)
  }
  return concatenate(chunks, received)
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

function unreachable(url: URL, cause: Passing): AppError {
  const { origin } = globalThis.location ?? {}
  // A browser does not say which of the two it was.
  const elsewhere =
    origin !== undefined && url.origin !== origin
      ? ' Another server also has to let this page read its files (CORS: Access-Control-Allow-Origin).'
      : ''
  return new AppError('network', `${nameOf(url)} could not be downloaded. ${sentence(cause.message)}`, {
    advice: `Check the address and the connection, then try again.${elsewhere}`,
    cause,
  })
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function nameOf(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
}
