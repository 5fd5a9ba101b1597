import { AppError } from '../core/errors.ts'
import { type FileDigest, verifyContent } from '../model/manifest.ts'
import { type FetchFileOptions, fetchFile } from './fetch-file.ts'
import { healCaches } from './heal-caches.ts'

/**
 * A file whose content is known beforehand. Where other bytes come, the browser's cache may have kept them: they are
 * fetched once more past it, and then past the service worker, whose copy is put right.
 * @param path names it in messages
 * @throws AppError `integrity` where it stays different, and as `fetchFile`
 */
export async function fetchVerified(
  url: URL,
  path: string,
  expected: FileDigest,
  options: FetchFileOptions = {},
): Promise<Uint8Array> {
  const get = async (from: URL, cache: FetchFileOptions['cache'] = 'default'): Promise<Uint8Array> => {
    const bytes = await fetchFile(from, { ...options, cache, bytes: expected.bytes })
    await verifyContent(path, bytes, expected)
    return bytes
  }
  try {
    return await get(url, options.cache)
  } catch (thrown) {
    if (!isDamaged(thrown)) throw thrown
  }
  const past = pastWorker(url)
  try {
    return await get(url, 'reload')
  } catch (thrown) {
    if (!isDamaged(thrown) || past === null) throw thrown
    const bytes = await get(past, 'reload')
    await healCaches(url, bytes)
    return bytes
  }
}

/** Something came, and not what should have come. */
function isDamaged(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'integrity'
}

/** An address that no kept copy has; null where nothing is kept, which is so for other origins. */
function pastWorker(url: URL): URL | null {
  if (url.origin !== globalThis.location?.origin) return null
  const past = new URL(url)
  past.searchParams.set('past-cache', '1')
  return past
}
