import { AppError } from '../../core/errors.ts'
import { createAlone } from '../../io/alone.ts'
import { listStored, lockName, shelfOf } from '../../io/store/stored-models.ts'
import { storage } from '../storage.ts'
import type { Call } from './call.ts'

/** A factoring that was just told to stop has let go by then. */
const PATIENCE_MS = 3000

export const storedModels: Call<'storedModels'> = async () => listStored(await storage())

/** What another tab is at work on stays, and is said. */
export const removeStored: Call<'removeStored'> = async ({ id }) => {
  const folder = await storage()
  if (id !== null) shelfOf(id)
  const all = await listStored(folder)
  const wanted = id === null ? all : [{ id, name: all.find((stored) => stored.id === id)?.name ?? id }]
  const busy: string[] = []
  for (const stored of wanted) {
    const alone = createAlone(lockName(stored.id), { waitMs: PATIENCE_MS })
    if (!(await alone(() => folder.remove(stored.id)))) busy.push(stored.name)
  }
  if (busy.length > 0) {
    throw new AppError('io', `${busy.join(', ')} could not be removed: another tab is at work on it.`, {
      advice: 'Let it finish, or close that tab, then remove it again.',
    })
  }
  // With what is not of this page's making, and folders that are empty.
  if (id === null) for (const shelf of ['models', 'downloads', 'factors']) await folder.remove(shelf)
  return null
}
