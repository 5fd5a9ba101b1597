import { AppError } from '../../core/errors.ts'
import type { ByteFolder } from '../../io/store/byte-folder.ts'
import { folderStore } from '../../io/store/factor-files.ts'
import { freeBytes, noRoom } from '../../io/store/room.ts'
import { storedId, writeAbout } from '../../io/store/stored-models.ts'
import { factorCheckpoint } from '../../model/factor-checkpoint.ts'
import type { ModuleGroup } from '../../model/llama-config.ts'
import { MANIFEST_FILE } from '../../model/manifest.ts'
import type { OpenCheckpoint } from '../../model/open-checkpoint.ts'
import { planWeights } from '../limits.ts'
import type { FactorEvent } from '../opening.ts'
import { createFactorPool, type FactorPool, factorThreads } from './factor-pool.ts'

export interface FactoringJob {
  readonly checkpoint: OpenCheckpoint
  readonly name: string
  readonly group: ModuleGroup
  readonly dtype: 'f16' | 'q8'
  /** Names the weights and how they are factored. */
  readonly key: string
}

export interface FactoringOptions {
  readonly signal: AbortSignal
  readonly emit: (event: FactorEvent) => void
  /** Stand-in for tests. */
  readonly createPool?: (threads: number) => FactorPool
}

/**
 * Factors a checkpoint into `models/KEY`. Finished matrices lie in `factors/KEY` from when they are done, so that
 * whoever starts again, after a cancellation or a reload, goes on from them. Nothing is done where the bundle is there.
 *
 * @param folder goes on in memory where the browser has no more room.
 * @throws AppError `quota` where memory has none either, with how much is missing and nothing lost; as `factorCheckpoint`.
 */
export async function writeFactoredBundle(
  { checkpoint, name, group, dtype, key }: FactoringJob,
  folder: ByteFolder,
  { signal, emit, createPool = createFactorPool }: FactoringOptions,
): Promise<void> {
  const bundle = storedId('models', key)
  const factors = storedId('factors', key)
  if (await folder.open(`${bundle}/${MANIFEST_FILE}`)) return
  // Once as single matrices and once as a bundle, until the bundle is whole.
  const needed = 2 * planWeights(checkpoint.config, 'factored').bytes
  const threads = factorThreads()
  const pool = createPool(threads)
  const onAbort = () => pool.close()
  signal.addEventListener('abort', onAbort, { once: true })
  const started = performance.now()
  try {
    await writeAbout(folder, factors, { name })
    const { files, modules } = await factorCheckpoint(checkpoint, {
      name,
      source: { checkpoint: name, licence: checkpoint.licence ?? 'unknown' },
      group,
      dtype,
      store: folderStore(folder, factors),
      factor: pool.factor,
      atOnce: threads,
      signal,
      onModule: ({ kept: _, ...progress }) => {
        const seconds = (performance.now() - started) / 1000
        const { share } = progress
        const secondsLeft = share > 0 ? (seconds * (1 - share)) / share : null
        emit({ phase: 'factoring', ...progress, secondsLeft })
      },
    })
    const all = { done: modules.length, total: modules.length, share: 1, secondsLeft: null }
    await writeAbout(folder, bundle, { name })
    for await (const [file, bytes] of files) {
      emit({ phase: 'writing', name: file, ...all })
      await folder.write(`${bundle}/${file}`, bytes)
    }
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'quota') throw thrown
    const left = needed - (await usedBytes(folder, [bundle, factors]))
    throw noRoom(`Factoring ${name} still`, left, await freeBytes(), thrown)
  } finally {
    signal.removeEventListener('abort', onAbort)
    pool.close()
  }
}

async function usedBytes(folder: ByteFolder, ids: readonly string[]): Promise<number> {
  const lists = await Promise.all(ids.map((id) => folder.list(id)))
  return lists.flatMap((list) => [...list.values()]).reduce((sum, bytes) => sum + bytes, 0)
}
