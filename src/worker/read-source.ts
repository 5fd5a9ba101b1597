import { readBundleFolder } from '../io/bundle-folder.ts'
import type { FoundModel } from '../io/found-model.ts'
import type { ModelSource } from '../io/model-source.ts'
import type { ByteFolder } from '../io/store/byte-folder.ts'
import { listStored, storedReader } from '../io/store/stored-models.ts'
import { readDenseModel } from '../model/dense-model.ts'
import { countParameters } from '../model/expected-tensors.ts'
import { openTokenizer } from '../model/open-tokenizer.ts'
import { findHere } from './find-source.ts'
import { downloadModel, findOnHub } from './hub-model.ts'
import type { ProgressReport } from './open-progress.ts'
import type { ReadModel } from './start-model.ts'
import { storage } from './storage.ts'

/**
 * Brings a model into memory from wherever it is but an address; a checkpoint that was factored here before, as the
 * stored bundle. Its readers are loaded only when they are wanted.
 * @throws AppError as `findHere`, `downloadModel`, `readBundleFolder` and `readDenseModel`.
 */
export async function readSource(
  source: Exclude<ModelSource, { kind: 'bundle' }>,
  progress: ProgressReport,
  signal: AbortSignal,
): Promise<ReadModel> {
  progress.phase('checking')
  const folder = await storage()
  const found =
    source.kind === 'hub'
      ? await downloadModel(await findOnHub(source, folder, { signal }), progress, { signal })
      : await findHere(source, folder)
  return found.format === 'bundle'
    ? readFoundBundle(found, source, progress, signal)
    : readFoundCheckpoint(found, source, folder, progress, signal)
}

async function readFoundBundle(
  { read }: Extract<FoundModel, { format: 'bundle' }>,
  source: ModelSource,
  progress: ProgressReport,
  signal: AbortSignal,
): Promise<ReadModel> {
  const { model, tokenizer, experts, manifest } = await readBundleFolder(read, {
    signal,
    onProgress: (loaded, total) => progress.phase('reading', loaded, total),
  })
  return { model, tokenizer, experts, name: manifest.name, source, checkpoint: null }
}

/** A checkpoint that was factored here before opens as the stored bundle. */
async function readFoundCheckpoint(
  { checkpoint, name }: Exclude<FoundModel, { format: 'bundle' }>,
  source: ModelSource,
  folder: ByteFolder,
  progress: ProgressReport,
  signal: AbortSignal,
): Promise<ReadModel> {
  const tokenizer = openTokenizer(checkpoint.tokenizerFiles, checkpoint.config.vocab_size, 'The checkpoint')
  const total = 2 * countParameters(checkpoint.config)
  progress.phase('reading', 0, total)
  const model = await readDenseModel(checkpoint, {
    signal,
    onBytes: (kept) => progress.phase('reading', Math.min(kept, total), total),
  })
  const id = await factoredBefore(folder, model.hash)
  if (id === null) return { model, tokenizer, experts: new Map(), name, source, checkpoint }
  const stored = { format: 'bundle', name, read: storedReader(folder, id) } as const
  return readFoundBundle(stored, { kind: 'stored', id }, progress, signal)
}

async function factoredBefore(folder: ByteFolder, hash: string): Promise<string | null> {
  const models = await listStored(folder)
  return (
    models.find(({ id, isWhole }) => isWhole && id.startsWith(`models/${hash.slice(0, 32)}-`))?.id ?? null
  )
}
