import { AppError } from '../core/errors.ts'
import { joinBytes } from './join-bytes.ts'
import { Passing, type PersistOptions, persist } from './persist.ts'
import { type ReceiveOptions, receive, type TakePart } from './receive.ts'
import { beginsAsWebPage, isWebPage, webPageInstead } from './web-page.ts'

export interface FetchFileOptions extends ReceiveOptions, PersistOptions {
  /** Bytes of this file so far; starts again at 0 where a try has to. */
  readonly onBytes?: (received: number) => void
  /** `reload` goes past the browser's cache; `force-cache` takes what is there, however old. */
  readonly cache?: 'default' | 'reload' | 'force-cache'
  /** How many bytes it has to be. Only where that is known is a broken download gone on with, and held against a hash. */
  readonly bytes?: number
}

/** What is read without knowing how long it should be, such as a manifest, is no longer than this. */
const MOST_BYTES = 64 * 2 ** 20

/**
 * The bytes of one file. What may pass by itself (no connection, a busy server, an answer cut short or one that stops
 * coming) is tried three times more, from the byte that is missing where that can be.
 * @throws AppError `missing`, `network`, `integrity` when a web page or something longer came instead of the file,
 * `cancelled`
 */
export async function fetchFile(url: URL, options: FetchFileOptions = {}): Promise<Uint8Array> {
  const name = nameOf(url)
  const file = createGrowing(name, options.bytes)
  let lastWasRanged = false
  await persist(
    () => {
      // Not every server of another origin lets a page ask for a part: the next try then asks for all.
      lastWasRanged = file.mayGoOn() && !(lastWasRanged && isElsewhere(url))
      return fetchOnce(url, file, lastWasRanged, options)
    },
    { ...options, progress: file.size, giveUp: (last) => unreachable(url, last) },
  )
  return file.join()
}

async function fetchOnce(
  url: URL,
  file: GrowingBytes,
  isRanged: boolean,
  options: FetchFileOptions,
): Promise<void> {
  const { cache = 'default', onBytes } = options
  const name = nameOf(url)
  let promised = Number.NaN
  let came = 0
  function begin(response: Response): TakePart {
    const { status, headers } = response
    if (status === 416 && isRanged) {
      file.reset()
      throw new Passing(`The server has no more of ${name}.`)
    }
    requireAnswer(name, response)
    if (status !== 206 || !isRanged || !beginsAt(response, file.size())) file.reset()
    onBytes?.(file.size())
    // With a content encoding the header counts the compressed bytes.
    if (headers.get('content-encoding')) file.isEncoded()
    else promised = Number(headers.get('content-length') ?? Number.NaN)
    return (part) => {
      if (file.size() === 0 && beginsAsWebPage(part)) throw webPageInstead(name)
      came += part.length
      file.append(part)
      onBytes?.(file.size())
      return undefined
    }
  }
  await receive(
    url,
    { cache, ...(isRanged && { headers: { range: `bytes=${file.size()}-` } }) },
    begin,
    options,
  )
  if (came < promised) throw new Passing(`Only ${came} of ${promised} bytes came.`)
  if (file.size() < (options.bytes ?? 0)) {
    throw new Passing(`Only ${file.size()} of ${options.bytes} bytes came.`)
  }
}

/** @throws Passing, AppError */
function requireAnswer(name: string, response: Response): void {
  const { status, ok, headers } = response
  if (mayPass(status)) {
    throw new Passing(`The server answered with ${status}.`, { afterMs: askedPause(headers) })
  }
  if (!ok) {
    const what = `The server has no ${name} (it answered with ${status}).`
    const advice = 'Check the address of the model.'
    throw new AppError(status === 404 || status === 410 ? 'missing' : 'network', what, { advice })
  }
  if (isWebPage(response)) throw webPageInstead(name)
}

/** Statuses of a server that is busy or broken for now. */
export function mayPass(status: number): boolean {
  return status >= 500 || status === 429 || status === 408
}

/** What `retry-after` says, where it counts seconds. */
export function askedPause(headers: Headers): number {
  return 1000 * (Number(headers.get('retry-after')) || 0)
}

/** A server of another origin may hide where a part begins: then the hash tells whether it was the right one. */
export function beginsAt({ headers }: Response, start: number): boolean {
  const range = headers.get('content-range')
  return range === null || range.startsWith(`bytes ${start}-`)
}

interface GrowingBytes {
  size(): number
  /** Whether the rest can be asked for, and the whole be checked. */
  mayGoOn(): boolean
  /** Then a part of what is sent is no part of the file. */
  isEncoded(): void
  append(part: Uint8Array): void
  reset(): void
  join(): Uint8Array
}

/** @throws AppError `integrity` once more comes than should */
function createGrowing(name: string, bytes: number | undefined): GrowingBytes {
  const most = bytes ?? MOST_BYTES
  let parts: Uint8Array[] = []
  let size = 0
  let encoded = false
  return {
    size: () => size,
    mayGoOn: () => bytes !== undefined && size > 0 && !encoded,
    isEncoded() {
      encoded = true
    },
    append(part) {
      if (size + part.length > most) {
        throw new AppError('integrity', `${name} is longer than the ${most} bytes it may have.`, {
          advice: 'Check the address: the file there is another one.',
        })
      }
      parts.push(part)
      size += part.length
    },
    reset() {
      parts = []
      size = 0
    },
    join: () => joinBytes(parts),
  }
}

function unreachable(url: URL, cause: Passing): AppError {
  // A browser does not say which of the two it was.
  const elsewhere = isElsewhere(url)
    ? ' Another server also has to let this page read its files (CORS: Access-Control-Allow-Origin).'
    : ''
  return new AppError('network', `${nameOf(url)} could not be downloaded. ${sentence(cause.message)}`, {
    advice: `Check the address and the connection, then try again.${elsewhere}`,
    cause,
  })
}

function isElsewhere(url: URL): boolean {
  const { origin } = globalThis.location ?? {}
  return origin !== undefined && url.origin !== origin
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function nameOf(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
}
