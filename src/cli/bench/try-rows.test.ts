import { expect, it } from 'vitest'
import { AppError, cancelled } from '../../core/errors.ts'
import { tryRows } from './try-rows.ts'

function tried(thrown: unknown) {
  const notes: string[] = []
  const rows = tryRows('page', { note: (text) => notes.push(text) }, () => Promise.reject(thrown))
  return { notes, rows }
}

it('goes on without rows that this machine cannot measure, and says why', async () => {
  const { notes, rows } = tried(
    new AppError('unsupported', 'There is no Chromium.', { advice: 'Install one.' }),
  )
  expect(await rows).toEqual([])
  expect(notes).toEqual(['note: the rows page are missing. There is no Chromium. Install one.'])
})

it('does not go on to the next rows when it is stopped', async () => {
  const { notes, rows } = tried(cancelled())
  await expect(rows).rejects.toMatchObject({ code: 'cancelled' })
  expect(notes).toEqual([])
})
