import { AppError } from '../core/errors.ts'
import { type LoadedBundle, readBundle } from '../model/bundle.ts'
import { type Expert, readExpert } from '../model/expert-file.ts'
import { type FileDigest, MANIFEST_FILE, verifyContent } from '../model/manifest.ts'
import { EXPERT_INDEX, expertPath, parseExpertIndex } from './expert-index.ts'

export interface BundleWithExperts extends LoadedBundle {
  /** By name, in the order of the index; none where the bundle has no index of experts. */
  readonly experts: ReadonlyMap<string, Expert>
}

/**
 * The bytes of a file of the folder. Of some it is known what they have to be: whoever can come by them in another way
 * may use that. They are checked by whoever asks.
 * @throws AppError `missing` where there is no such file.
 */
export type ReadFile = (
  path: string,
  onBytes: (received: number) => void,
  expected?: FileDigest,
) => Promise<Uint8Array>

export interface ReadFolderOptions {
  readonly signal?: AbortSignal
  /** Never falls, and ends with both numbers equal. */
  readonly onProgress?: (loadedBytes: number, totalBytes: number) => void
  /** Is waited for before any weights are read; what it throws ends the reading. */
  readonly onManifest?: (manifest: Uint8Array) => Promise<unknown>
}

/**
 * Reads a bundle and the experts beside it, and checks every byte.
 * @throws AppError `integrity`, `bad-model`, `bad-expert`, `unsupported`, `cancelled`, and whatever `read` throws.
 */
export async function readBundleFolder(
  read: ReadFile,
  options: ReadFolderOptions = {},
): Promise<BundleWithExperts> {
  const progress = createProgress(options.onProgress)
  try {
    return await readAll(read, options, progress)
  } finally {
    progress.end()
  }
}

async function readAll(
  read: ReadFile,
  options: ReadFolderOptions,
  progress: Progress,
): Promise<BundleWithExperts> {
  const index = await readIndex(read)
  const expertBytes = index.reduce((sum, { bytes }) => sum + bytes, 0)
  const bundle = await readBundle(
    async (path, expected) => {
      const onBytes = (received: number): void => {
        if (!path.endsWith('.json')) progress.file(path, received)
      }
      const bytes = await read(path, onBytes, expected)
      if (path === MANIFEST_FILE) await options.onManifest?.(bytes)
      return bytes
    },
    {
      onBytes: (_, total) => progress.total(total + expertBytes),
      ...(options.signal && { signal: options.signal }),
    },
  )
  const experts = await Promise.all(
    index.map(async (entry) => {
      const path = expertPath(entry.name)
      const bytes = await read(path, (received) => progress.file(path, received), entry)
      await verifyContent(path, bytes, entry)
      return [entry.name, readExpert(bytes, bundle.model.adapted, entry.name)] as const
    }),
  )
  progress.done()
  return { ...bundle, experts: new Map(experts) }
}

async function readIndex(read: ReadFile) {
  try {
    return parseExpertIndex(await read(EXPERT_INDEX, () => undefined))
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'missing') return []
    throw thrown
  }
}

interface Progress {
  total(bytes: number): void
  file(path: string, bytes: number): void
  done(): void
  /** After a failure other files may still be on their way: nothing is told of them. */
  end(): void
}

/** Sums the files that arrive side by side; a file that starts again does not take the sum back. */
function createProgress(report: ReadFolderOptions['onProgress']): Progress {
  const received = new Map<string, number>()
  let total = 0
  let most = 0
  let isOver = false
  function update(): void {
    if (isOver) return
    const sum = [...received.values()].reduce((a, b) => a + b, 0)
    most = Math.max(most, Math.min(sum, total))
    if (total > 0) report?.(most, total)
  }
  return {
    total(bytes) {
      total = bytes
      update()
    },
    file(path, bytes) {
      received.set(path, bytes)
      update()
    },
    done() {
      if (total > 0) report?.(total, total)
    },
    end() {
      isOver = true
    },
  }
}
