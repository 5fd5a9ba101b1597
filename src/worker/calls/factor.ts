import { AppError, throwIfAborted } from '../../core/errors.ts'
import { createAlone } from '../../io/alone.ts'
import { readBundleFolder } from '../../io/bundle-folder.ts'
import { createSpillingFolder, whyUnkept } from '../../io/store/spilling-folder.ts'
import { isDamage, lockName, storedId, storedReader } from '../../io/store/stored-models.ts'
import { startModel } from '../start-model.ts'
import { storage } from '../storage.ts'
import type { Call } from './call.ts'

export const factor: Call<'factor'> = async (request, { slot, signal, emit }) => {
  const { modules = 'all', dtype = 'f16', backend = 'auto', home } = request
  const { checkpoint, opened, runtime } = slot.current()
  if (!checkpoint) throw new AppError('bad-input', 'The open model is factored already.')
  const { writeFactoredBundle } = await import('../factoring/write-bundle.ts')
  const folder = createSpillingFolder(await storage())
  const key = `${runtime.model.hash.slice(0, 32)}-${modules}-${dtype}`
  const job = { checkpoint, name: opened.name, group: modules, dtype, key }
  const id = storedId('models', key)
  const alone = createAlone(lockName(id))
  const read = await unlessDamaged(
    async () => {
      const ran = await alone(() => writeFactoredBundle(job, folder, { signal, emit }))
      if (!ran) throw atWork(opened.name)
      return readBundleFolder(storedReader(folder, id), { signal })
    },
    () => folder.remove(id),
  )
  // The bundle was just read and checked, and nothing needs the single matrices any more; unless it goes with the tab.
  if (folder.isLasting) await folder.remove(storedId('factors', key))
  else await folder.remove(id)
  const { model, tokenizer, experts } = read
  const unkept = whyUnkept(folder)
  const source = unkept === null ? ({ kind: 'stored', id } as const) : opened.source
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
  const factored = unkept === null ? started.opened : { ...started.opened, unkept }
  slot.put({ ...started, opened: factored })
  return factored
}

function atWork(name: string): AppError {
  return new AppError('io', `Another tab is factoring ${name}.`, {
    advice: 'Wait until it is done: then it opens from the browser’s storage here as well.',
  })
}

/** What an earlier visit left may be damaged: it is thrown away, and made again once. */
async function unlessDamaged<T>(make: () => Promise<T>, discard: () => Promise<void>): Promise<T> {
  try {
    return await make()
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown
    await discard()
    return make()
  }
}
