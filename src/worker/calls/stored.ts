import { listStored, shelfOf } from '../../io/store/stored-models.ts'
import { storage } from '../storage.ts'
import type { Call } from './call.ts'

export const storedModels: Call<'storedModels'> = async () => listStored(await storage())

export const removeStored: Call<'removeStored'> = async ({ id }) => {
  const folder = await storage()
  if (id !== null) shelfOf(id)
  const ids = id === null ? ['models', 'downloads', 'factors'] : [id]
  for (const path of ids) await folder.remove(path)
  return null
}
