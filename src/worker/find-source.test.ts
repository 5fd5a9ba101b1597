import { expect, it } from 'vitest'
import { createMemoryFolder } from '../io/store/memory-folder.ts'
import { writeAbout } from '../io/store/stored-models.ts'
import { findHere } from './find-source.ts'

it('says that a download is not whole where another tab removes a file while it is opened', async () => {
  const folder = createMemoryFolder()
  const id = 'downloads/small'
  await writeAbout(folder, id, { name: 'small', files: ['config.json', 'model.safetensors'] })
  for (const file of ['config.json', 'model.safetensors'])
    await folder.write(`${id}/${file}`, new Uint8Array(8))
  const losing = {
    ...folder,
    open: async (path: string) => (path.endsWith('.safetensors') ? null : folder.open(path)),
  }
  await expect(findHere({ kind: 'stored', id }, losing)).rejects.toMatchObject({
    code: 'missing',
    message: 'Of small not all is stored here.',
  })
})
