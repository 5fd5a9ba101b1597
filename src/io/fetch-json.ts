import { AppError } from '../core/errors.ts'

/**
 * A JSON document beside the page. A plain file server may call it by any type but that of a web page, which is
 * what many servers send for a file they do not have.
 * @param path for messages
 * @throws AppError `missing`, `network`, or `bad-input` where it is not JSON
 */
export async function fetchJson(url: URL, path: string, get: typeof fetch = fetch): Promise<unknown> {
  const response = await get(url).catch((cause: unknown) => {
    throw new AppError('network', `${path} could not be fetched.`, {
      advice: 'Check the connection and load it again.',
      cause,
    })
  })
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
  if (response.status === 404 || (response.ok && isPage)) {
    throw new AppError('missing', `There is no ${path}.`)
  }
  if (!response.ok) {
    throw new AppError(
      'network',
      `${path} could not be fetched: the server answered with ${response.status}.`,
      {
        advice: 'Load it again in a while.',
      },
    )
  }
  const text = await response.text().catch((cause: unknown) => {
    throw new AppError('network', `${path} broke off on its way.`, { advice: 'Load it again.', cause })
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad-input', `${path} is not JSON.`, { cause })
  }
}
