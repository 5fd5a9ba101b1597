import { AppError } from '../core/errors.ts'
import { type BundleWithExperts, type ReadFolderOptions, readBundleFolder } from './bundle-folder.ts'
import { type FetchFileOptions, fetchFile } from './fetch-file.ts'
import { fetchVerified } from './fetch-verified.ts'

export interface FetchBundleOptions
  extends ReadFolderOptions,
    Pick<FetchFileOptions, 'signal' | 'fetch' | 'wait' | 'stallMs'> {}

/**
 * Downloads a bundle and the experts beside it, and checks every byte, as `fetchVerified` does.
 * @param folder absolute address of the bundle's folder
 * @throws AppError `missing`, `network`, `integrity`, `bad-model`, `bad-expert`, `unsupported`, `cancelled`
 */
export function fetchBundle(folder: string, options: FetchBundleOptions = {}): Promise<BundleWithExperts> {
  const base = folderUrl(folder)
  return withFreshLists((cache) =>
    untilOver(options.signal, (signal) =>
      readBundleFolder(
        (path, onBytes, expected) => {
          const url = new URL(path, base)
          if (expected) return fetchVerified(url, path, expected, { ...options, signal, onBytes })
          return fetchFile(url, { ...options, signal, cache, onBytes })
        },
        { ...options, signal },
      ),
    ),
  )
}

/** Gives the work a signal that also fires when it is over: files that are still coming then are wanted by nobody. */
async function untilOver<T>(
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  try {
    return await work(outer ? AbortSignal.any([outer, over.signal]) : over.signal)
  } finally {
    over.abort()
  }
}

/**
 * Manifests and indices have no hash to be held against. Where they make no sense, or promise what is not there, a
 * cache may have kept those of an earlier version: all is fetched once more with them as they are now.
 */
export async function withFreshLists<T>(work: (cache: 'default' | 'reload') => Promise<T>): Promise<T> {
  try {
    return await work('default')
  } catch (thrown) {
    const mayBeOld = thrown instanceof AppError && ['integrity', 'bad-model', 'missing'].includes(thrown.code)
    if (!mayBeOld) throw thrown
    return work('reload').catch(advise)
  }
}

function advise(thrown: unknown): never {
  if (!(thrown instanceof AppError) || thrown.advice !== undefined || thrown.code === 'cancelled')
    throw thrown
  throw new AppError(thrown.code, thrown.message, {
    advice:
      'It was fetched twice and is the same both times: check the address, or take the model from elsewhere.',
    cause: thrown,
  })
}

/** @throws AppError `bad-input` for what is no address. */
export function folderUrl(folder: string): URL {
  try {
    const url = new URL(folder.endsWith('/') ? folder : `${folder}/`)
    if (/^https?:$/.test(url.protocol)) return url
  } catch {
    // Said below.
  }
  throw new AppError('bad-input', `“${folder.slice(0, 200)}” is no address of a model.`, {
    advice: 'Give the whole address of the folder that holds manifest.json, with https:// in front.',
  })
}
