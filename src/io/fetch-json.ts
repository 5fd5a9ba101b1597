import { AppError } from '../core/errors.ts'
import { type FetchFileOptions, fetchFile } from './fetch-file.ts'

const ADVICE = 'Load it again; if that does not help, the page was not put on its server whole.'

/**
 * A JSON document beside the page. A plain file server may call it by any type but that of a web page, which many
 * servers send for a file they do not have, and network logins for any.
 * @param path for messages
 * @throws AppError `missing`, `bad-input` where it is not JSON, and as `fetchFile`
 */
export async function fetchJson(
  url: URL,
  path: string,
  options: Pick<FetchFileOptions, 'fetch' | 'wait' | 'stallMs'> = {},
): Promise<unknown> {
  const bytes = await fetchFile(url, options).catch((thrown: unknown) => {
    if (thrown instanceof AppError && thrown.code === 'missing')
      throw new AppError('missing', `There is no ${path}.`, { advice: ADVICE })
    throw thrown
  })
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('bad-input', `${path} is not JSON.`, { advice: ADVICE, cause })
  }
}
