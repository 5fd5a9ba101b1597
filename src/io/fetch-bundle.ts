import { AppError } from '../core/errors.ts'
import { type LoadedBundle, readBundle } from '../model/bundle.ts'
import { type Expert, readExpert } from '../model/expert-file.ts'
import { verifyFile } from '../model/manifest.ts'
import { EXPERT_INDEX, expertPath, parseExpertIndex } from './expert-index.ts'
import { type FetchFileOptions, fetchFile } from './fetch-file.ts'

export interface FetchedBundle extends LoadedBundle {
  /** By name, in the order of the index. */
  readonly experts: ReadonlyMap<string, Expert>
}

export interface FetchBundleOptions extends Pick<FetchFileOptions, 'signal' | 'fetch' | 'wait'> {
  /** Never falls, and ends with both numbers equal. */
  readonly onProgress?: (loadedBytes: number, totalBytes: number) => void
}

/**
 * Downloads a bundle and the experts beside it, and checks every byte. Bytes that are not those of the manifest
 * are fetched once more past the browser's cache, which may have kept half a file.
 * @param folder absolute address of the bundle's folder
 * @throws AppError `network`, `integrity`, `bad-model`, `bad-expert`, `unsupported`, `cancelled`
 */
export async function fetchBundle(folder: string, options: FetchBundleOptions = {}): Promise<FetchedBundle> {
  try {
    return await fetchAll(folder, 'default', options)
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'integrity') return fetchAll(folder, 'reload', options)
    throw thrown
  }
}

async function fetchAll(
  folder: string,
  cache: 'default' | 'reload',
  options: FetchBundleOptions,
): Promise<FetchedBundle> {
  const base = new URL(folder.endsWith('/') ? folder : `${folder}/`)
  const progress = createProgress(options.onProgress)
  const read = (path: string, onBytes?: (received: number) => void): Promise<Uint8Array> =>
    fetchFile(new URL(path, base), { ...options, cache, ...(onBytes && { onBytes }) })

  const index = parseExpertIndex(await read(EXPERT_INDEX))
  const expertBytes = index.reduce((sum, { bytes }) => sum + bytes, 0)
  const bundle = await readBundle(
    (path) => read(path, path.endsWith('.json') ? undefined : (received) => progress.file(path, received)),
    {
      onBytes: (_, total) => progress.total(total + expertBytes),
      ...(options.signal && { signal: options.signal }),
    },
  )
  const experts = await Promise.all(
    index.map(async (entry) => {
      const path = expertPath(entry.name)
      const bytes = await read(path, (received) => progress.file(path, received))
      verifyFile(path, bytes, entry)
      return [entry.name, readExpert(bytes, bundle.model.adapted, entry.name)] as const
    }),
  )
  progress.done()
  return { ...bundle, experts: new Map(experts) }
}

/** Sums the files that arrive side by side; a file that starts again does not take the sum back. */
function createProgress(report: FetchBundleOptions['onProgress']) {
  const received = new Map<string, number>()
  let total = 0
  let most = 0
  function update(): void {
    const sum = [...received.values()].reduce((a, b) => a + b, 0)
    most = Math.max(most, Math.min(sum, total))
    if (total > 0) report?.(most, total)
  }
  return {
    total(bytes: number): void {
      total = bytes
      update()
    },
    file(path: string, bytes: number): void {
      received.set(path, bytes)
      update()
    },
    done(): void {
      if (total > 0) report?.(total, total)
    },
  }
}
