import { AppError } from '../core/errors.ts'
import { type BundleWithExperts, type ReadFolderOptions, readBundleFolder } from './bundle-folder.ts'
import { type FetchFileOptions, fetchFile } from './fetch-file.ts'

export interface FetchBundleOptions
  extends ReadFolderOptions,
    Pick<FetchFileOptions, 'signal' | 'fetch' | 'wait'> {}

/**
 * Downloads a bundle and the experts beside it, and checks every byte. Bytes that are not those of the manifest
 * are fetched once more past the browser's cache, which may have kept half a file.
 * @param folder absolute address of the bundle's folder
 * @throws AppError `missing`, `network`, `integrity`, `bad-model`, `bad-expert`, `unsupported`, `cancelled`
 */
export async function fetchBundle(
  folder: string,
  options: FetchBundleOptions = {},
): Promise<BundleWithExperts> {
  try {
    return await fetchAll(folder, 'default', options)
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'integrity') return fetchAll(folder, 'reload', options)
    throw thrown
  }
}

function fetchAll(
  folder: string,
  cache: 'default' | 'reload',
  options: FetchBundleOptions,
): Promise<BundleWithExperts> {
  const base = folderUrl(folder)
  return readBundleFolder(
    (path, onBytes) => fetchFile(new URL(path, base), { ...options, cache, onBytes }),
    options,
  )
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
