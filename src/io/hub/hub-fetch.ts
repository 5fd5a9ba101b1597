import { AppError, asAppError, cancelled, throwIfAborted } from '../../core/errors.ts'
import { pause } from '../pause.ts'

/** The only other host that the page ever talks to, and only when a repository is asked for. */
export const HUB = 'https://huggingface.co'

export interface HubOptions {
  readonly signal?: AbortSignal
  /** Stand-ins for tests. */
  readonly fetch?: typeof fetch
  readonly wait?: (ms: number) => Promise<void>
}

export const TRIES = 5
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 20_000

/**
 * `fetch` for one repository: asks again, after longer and longer pauses, while there is no connection, the server is
 * busy or wants to be asked less often, and throws what it answers with otherwise as an AppError.
 *
 * @param what names what is fetched in messages.
 * @throws AppError `network` (also for a repository that is private or gated), `missing`, `integrity` where a web page
 * came instead, `cancelled`.
 */
export function hubFetch(what: string, options: HubOptions): typeof fetch {
  const get = options.fetch ?? fetch
  const { signal } = options
  const wait = options.wait ?? ((ms) => pause(ms, signal))
  return async (input, init) => {
    for (let attempt = 1; ; attempt++) {
      throwIfAborted(signal)
      let answer: Response | Error
      try {
        answer = await get(input, { ...init, ...(signal && { signal }) })
      } catch (thrown) {
        if (signal?.aborted) throw cancelled()
        answer = thrown instanceof Error ? thrown : new Error(String(thrown))
      }
      const mayPass = answer instanceof Error || answer.status >= 500 || [408, 429].includes(answer.status)
      if (!mayPass) return checked(answer as Response, what)
      if (attempt === TRIES) throw answer instanceof Error ? unreachable(what, answer) : refused(what, answer)
      const asked = answer instanceof Error ? 0 : 1000 * Number(answer.headers.get('retry-after') ?? 0)
      await wait(Math.min(LONGEST_PAUSE_MS, Math.max(asked || 0, FIRST_PAUSE_MS * 2 ** (attempt - 1))))
    }
  }
}

function checked(response: Response, what: string): Response {
  if (!response.ok) throw refused(what, response)
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw new AppError('integrity', `A web page came instead of ${what}.`, {
      advice: 'A network login may stand in between: open any page in the browser, then try again.',
    })
  }
  return response
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

export function unreachable(what: string, cause: Error): AppError {
  const isOffline = globalThis.navigator?.onLine === false
  const known = asAppError(cause, 'network')
  const reason = isOffline ? 'There is no connection.' : known.message.replace(/[^.!?]$/, '$&.')
  const subject = what.replace(/^./, (first) => first.toUpperCase())
  return new AppError('network', `${subject} could not be fetched from huggingface.co. ${reason}`, {
    advice: 'Check the connection, then go on; what has come is kept.',
    cause,
  })
}
