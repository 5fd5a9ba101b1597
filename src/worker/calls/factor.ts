import { AppError, throwIfAborted } from '../../core/errors.ts'
import { createAlone } from '../../io/alone.ts'
import { readBundleFolder } from '../../io/bundle-folder.ts'
import { storedId, storedReader } from '../../io/store/stored-models.ts'
import { startModel } from '../start-model.ts'
import { storage } from '../storage.ts'
import type { Call } from './call.ts'

export const factor: Call<'factor'> = async (request, { slot, signal, emit }) => {
  const { modules = 'all', dtype = 'f16', backend = 'auto', home } = request
  const { checkpoint, opened, runtime } = slot.current()
  if (!checkpoint) throw new AppError('bad-input', 'The open model is factored already.')
  const { writeFactoredBundle } = await import('../factoring/write-bundle.ts')
  const folder = await storage()
  const key = `${runtime.model.hash.slice(0, 32)}-${modules}-${dtype}`
  const job = { checkpoint, name: opened.name, group: modules, dtype, key }
  const alone = createAlone(`transformer2-factor-${key}`)
  const ran = await alone(() => writeFactoredBundle(job, folder, { signal, emit }))
  if (!ran) {
    throw new AppError('io', `Another tab is factoring ${opened.name}.`, {
      advice: 'Wait until it is done: then it opens from the browser’s storage here as well.',
    })
  }
  const id = storedId('models', key)
  const read = await readBack(
    () => readBundleFolder(storedReader(folder, id), { signal }),
    () => folder.remove(id),
  )
  // Nothing needs the single matrices any more; the bundle has them, and was just read and checked.
  await folder.remove(storedId('factors', key))
  if (!folder.isLasting) await folder.remove(id)
  const { model, tokenizer, experts } = read
  const source = folder.isLasting ? ({ kind: 'stored', id } as const) : opened.source
  const ready = { done: 0, total: 0, name: '', share: 1, secondsLeft: null }
  const started = await startModel(
    { model, tokenizer, experts, name: opened.name, source, checkpoint: null },
    backend,
    {
      signal,
      onPhase: () => emit({ phase: 'starting', ...ready }),
      ...(home !== undefined && { home }),
    },
  )
  throwIfAborted(signal)
  slot.put(started)
  return { ...started.opened, isStored: folder.isLasting }
}

/** What is damaged is thrown away, so that the next try makes it again. */
async function readBack<T>(read: () => Promise<T>, discard: () => Promise<void>): Promise<T> {
  try {
    return await read()
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === 'integrity' || thrown.code === 'bad-model'))
      await discard()
    throw thrown
  }
}
