import { AppError } from '../core/errors.ts'
import { createAlone } from '../io/alone.ts'
import { readBundleFolder } from '../io/bundle-folder.ts'
import type { FoundModel } from '../io/found-model.ts'
import type { ModelSource } from '../io/model-source.ts'
import type { ByteFolder } from '../io/store/byte-folder.ts'
import { createSpillingFolder, type SpillingFolder, whyUnkept } from '../io/store/spilling-folder.ts'
import { isDamage, listStored, lockName, storedReader } from '../io/store/stored-models.ts'
import { readDenseModel } from '../model/dense-model.ts'
import { countParameters } from '../model/expected-tensors.ts'
import { MANIFEST_FILE } from '../model/manifest.ts'
import { openTokenizer } from '../model/open-tokenizer.ts'
import { chooseBackend, chooseForManifest } from './choose-backend.ts'
import { findHere } from './find-source.ts'
import { downloadModel, findOnHub, peekOnHub } from './hub-model.ts'
import { mendStored } from './mend-stored.ts'
import type { ProgressReport } from './open-progress.ts'
import type { BackendChoice } from './opening.ts'
import type { OpenedModel } from './protocol.ts'
import type { ReadModel } from './start-model.ts'
import { storage } from './storage.ts'

export interface ReadOptions {
  /** What is asked to fit, before weights are downloaded or read. */
  readonly backend: BackendChoice
  readonly progress: ProgressReport
  readonly signal: AbortSignal
}

/** A model whose headers take longer to fetch apart than it takes as a whole. */
const SMALL_BYTES = 64 * 2 ** 20

/**
 * Brings a model into memory from wherever it is but an address; a checkpoint that was factored here before, as the
 * stored bundle. Its readers are loaded only when they are wanted.
 * @throws AppError `limit` where it does not fit, before its weights are fetched; as `findHere`, `downloadModel`, `readBundleFolder` and `readDenseModel`.
 */
export async function readSource(
  source: Exclude<ModelSource, { kind: 'bundle' }>,
  options: ReadOptions,
): Promise<ReadModel & Pick<OpenedModel, 'unkept'>> {
  const { progress, signal } = options
  progress.phase('checking')
  const folder = createSpillingFolder(await storage())
  if (source.kind === 'stored') await mendStored(source.id, folder, progress, { signal })
  const found =
    source.kind === 'hub' ? await fetchFromHub(source, folder, options) : await findHere(source, folder)
  const unkept = whyUnkept(folder)
  const isKept = unkept === null || source.kind === 'files'
  const read =
    found.format !== 'bundle'
      ? await readFoundCheckpoint(found, source, folder, options)
      : source.kind === 'stored'
        ? await readStoredBundle(found, source.id, folder, options)
        : await readFoundBundle(found, source, options)
  return { ...read, ...(!isKept && { unkept }) }
}

async function fetchFromHub(
  source: Extract<ModelSource, { kind: 'hub' }>,
  folder: SpillingFolder,
  { backend, progress, signal }: ReadOptions,
): Promise<FoundModel> {
  const model = await findOnHub(source, folder, { signal })
  const missing = model.files.reduce((sum, { bytes }) => sum + bytes, 0) - model.bytesHere
  if (missing > SMALL_BYTES) {
    const peeked = await peekOnHub(model, { signal })
    if (peeked.format !== 'bundle') await chooseBackend(peeked.checkpoint.config, 'dense', backend)
    else await chooseForManifest(await peeked.read(MANIFEST_FILE, () => undefined), backend)
  }
  return downloadModel(model, progress, { signal })
}

async function readFoundBundle(
  { read }: Extract<FoundModel, { format: 'bundle' }>,
  source: ModelSource,
  { backend, progress, signal }: ReadOptions,
): Promise<ReadModel> {
  const { model, tokenizer, experts, manifest } = await readBundleFolder(read, {
    signal,
    onManifest: (bytes) => chooseForManifest(bytes, backend),
    onProgress: (loaded, total) => progress.phase('reading', loaded, total),
  })
  return { model, tokenizer, experts, name: manifest.name, source, checkpoint: null }
}

/** A checkpoint that was factored here before opens as the stored bundle. */
async function readFoundCheckpoint(
  { checkpoint, name }: Exclude<FoundModel, { format: 'bundle' }>,
  source: ModelSource,
  folder: ByteFolder,
  options: ReadOptions,
): Promise<ReadModel> {
  const { backend, progress, signal } = options
  const tokenizer = await openTokenizer(checkpoint.tokenizerFiles, checkpoint.config, 'The checkpoint')
  await chooseBackend(checkpoint.config, 'dense', backend)
  const total = 2 * countParameters(checkpoint.config)
  progress.phase('reading', 0, total)
  const model = await readDenseModel(checkpoint, {
    signal,
    onBytes: (kept) => progress.phase('reading', Math.min(kept, total), total),
  })
  const dense = { model, tokenizer, experts: new Map(), name, source, checkpoint }
  const id = await factoredBefore(folder, model.hash)
  if (id === null) return dense
  const stored = { format: 'bundle', name, read: storedReader(folder, id) } as const
  try {
    return await readStoredBundle(stored, id, folder, options)
  } catch (thrown) {
    // Its factors are gone; what they were made of is right here.
    if (isDamage(thrown)) return dense
    throw thrown
  }
}

/**
 * A bundle that was made here. One that is damaged, and still is when it is read once more, is thrown away.
 * @throws AppError `integrity` then, and as `readFoundBundle`
 */
async function readStoredBundle(
  found: Extract<FoundModel, { format: 'bundle' }>,
  id: string,
  folder: ByteFolder,
  options: ReadOptions,
): Promise<ReadModel> {
  const read = () => readFoundBundle(found, { kind: 'stored', id }, options)
  try {
    return await read().catch((thrown: unknown) => (isDamage(thrown) ? read() : Promise.reject(thrown)))
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown
    await createAlone(lockName(id), { waitMs: 5000 })(() => folder.remove(id))
    throw new AppError('integrity', `What this browser kept of ${found.name} is damaged, and was removed.`, {
      advice: 'Open it again from where it came; it can be factored anew.',
      cause: thrown,
    })
  }
}

async function factoredBefore(folder: ByteFolder, hash: string): Promise<string | null> {
  const models = await listStored(folder)
  return (
    models.find(({ id, isWhole }) => isWhole && id.startsWith(`models/${hash.slice(0, 32)}-`))?.id ?? null
  )
}
