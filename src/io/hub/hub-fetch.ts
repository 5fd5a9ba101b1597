import { AppError, asAppError } from '../../core/errors.ts'
import { askedPause, beginsAt, mayPass } from '../fetch-file.ts'
import { joinBytes } from '../join-bytes.ts'
import { Passing, type PersistOptions, persist } from '../persist.ts'
import { type ReceiveOptions, receive } from '../receive.ts'
import { beginsAsWebPage, isWebPage, webPageInstead } from '../web-page.ts'

/** The only other host that the page ever talks to, and only when a repository is asked for. */
export const HUB = 'https://huggingface.co'

export interface HubOptions extends ReceiveOptions, PersistOptions {}

/** No list of files and no header of a file is longer. */
const MOST_BYTES = 256 * 2 ** 20

/** From `start` on, `end` not included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * Asks the hub once.
 * @param what names what is fetched in messages.
 * @param take gets the body as it comes; of a range nothing before or behind it, also from a server that knows none.
 * @throws Passing, which carries what to say; AppError `network` (also for a repository that is private or gated),
 * `missing`, `integrity` where a web page came instead, `cancelled`.
 */
export async function askHub(
  what: string,
  url: string,
  range: ByteRange | null,
  take: (part: Uint8Array, response: Response) => void,
  options: HubOptions,
): Promise<void> {
  const asked = range && { headers: { range: `bytes=${range.start}-${range.end - 1}` } }
  const wanted = range ? range.end - range.start : MOST_BYTES
  let promised = Number.NaN
  let came = 0
  let given = 0
  await receive(
    url,
    asked ?? {},
    (response) => {
      requireAnswer(what, response)
      const isPart = range !== null && response.status === 206
      if (isPart && !beginsAt(response, range.start))
        throw new Passing('Another part came than was asked for.')
      let skip = range === null || isPart ? 0 : range.start
      promised = lengthOf(response)
      return (part) => {
        if (came === 0 && beginsAsWebPage(part)) throw webPageInstead(what)
        came += part.length
        const wantedPart = part.subarray(Math.min(skip, part.length)).subarray(0, wanted - given)
        skip -= Math.min(skip, part.length)
        given += wantedPart.length
        if (wantedPart.length > 0) take(wantedPart, response)
        return given === wanted ? 'enough' : undefined
      }
    },
    options,
  )
  if (given < wanted && came < promised) throw new Passing(`Only ${came} of ${promised} bytes came.`)
  if (range && given < wanted) throw new Passing(`Only ${given} of ${wanted} bytes came.`)
}

/** All of what the hub answers, asked for again while that may help. */
export async function hubBytes(
  what: string,
  url: string,
  range: ByteRange | null,
  options: HubOptions,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly headers: Headers }> {
  return persist(
    async () => {
      const parts: Uint8Array[] = []
      let headers = new Headers()
      const keep = (part: Uint8Array, response: Response): void => {
        parts.push(part)
        headers = response.headers
      }
      await askHub(what, url, range, keep, options)
      return { bytes: joinBytes(parts), headers }
    },
    { ...options, giveUp: (last) => unreachable(what, last) },
  )
}

/** With a content encoding the header counts the compressed bytes. */
function lengthOf({ headers }: Response): number {
  return headers.get('content-encoding') ? Number.NaN : Number(headers.get('content-length') ?? Number.NaN)
}

function requireAnswer(what: string, response: Response): void {
  const { status, ok, headers } = response
  if (mayPass(status)) {
    const refusal = refused(what, response)
    throw new Passing(refusal.message, { afterMs: askedPause(headers), refusal })
  }
  if (!ok) throw refused(what, response)
  if (isWebPage(response)) throw webPageInstead(what)
}

function refused(what: string, { status, headers }: Response): AppError {
  const reason = headers.get('x-error-code')
  if (status === 404 || reason === 'RepoNotFound') {
    return new AppError('missing', `huggingface.co has no ${what} that is open to everybody.`, {
      advice:
        'Check the name, as owner/name. A private model can be downloaded by hand and opened from files.',
    })
  }
  if (status === 401 || status === 403) {
    return new AppError(
      'network',
      `huggingface.co does not give ${what} to everybody: it is private or gated.`,
      {
        advice: 'Download it with your own account and open the files, or take a copy that is open.',
      },
    )
  }
  if (status === 429) {
    return new AppError('network', `huggingface.co wants to be asked less often (for ${what}).`, {
      advice: 'Wait a few minutes, then go on; what has come is kept.',
    })
  }
  return new AppError('network', `huggingface.co answered with ${status} for ${what}.`, {
    advice: 'Try again in a while; what has come is kept.',
  })
}

/** The error of a request that got no answer, `network`. */
export function unreachable(what: string, cause: Error): AppError {
  const reason = asAppError(cause, 'network').message.replace(/[^.!?]$/, '$&.')
  const subject = what.replace(/^./, (first) => first.toUpperCase())
  return new AppError('network', `${subject} could not be fetched from huggingface.co. ${reason}`, {
    advice: 'Check the connection, then go on; what has come is kept.',
    cause,
  })
}
