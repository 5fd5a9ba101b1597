import { expect, it } from 'vitest'
import { blobSource } from './blob-source.ts'

it('says what may have become of a picked file that can no longer be read', async () => {
  const gone = new Blob(['text'])
  gone.slice = () => {
    const piece = new Blob()
    piece.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
    return piece
  }
  await expect(blobSource(gone).read(0, 4)).rejects.toMatchObject({
    code: 'io',
    message: 'The file could not be read.',
    advice: expect.stringMatching(/moved, changed or deleted .* Pick it again\./),
  })
})
