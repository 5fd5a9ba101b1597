import { expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { readWhole } from './byte-folder.ts'
import { createMemoryFolder } from './memory-folder.ts'
import { createSpillingFolder } from './spilling-folder.ts'

const bytes = (length: number, value = 1) => new Uint8Array(length).fill(value)
const full = (most: number) => {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  return { kept, folder: createMemoryFolder(kept, most, true) }
}

it('keeps what has room, holds the rest in memory, and says that not all will last', async () => {
  const { kept, folder: lasting } = full(10)
  const folder = createSpillingFolder(lasting)
  await folder.write('factors/a/1', bytes(8))
  expect(folder.isLasting).toBe(true)
  await folder.write('factors/a/2', bytes(8, 2))
  expect(folder.isLasting).toBe(false)
  expect([...kept.keys()]).toEqual(['factors/a/1'])
  expect([...(await folder.list('factors/a')).keys()]).toEqual(['1', '2'])
  expect(await readWhole(folder, 'factors/a/2')).toEqual(bytes(8, 2))
  await folder.remove('factors/a')
  expect((await folder.list('factors/a')).size + kept.size).toBe(0)
})

it('goes on with a growing file in memory, and leaves its beginning to the next visit', async () => {
  const { kept, folder: lasting } = full(10)
  const folder = createSpillingFolder(lasting)
  const file = await folder.extend('downloads/a/x.part')
  for (let value = 1; value <= 4; value++) file.append(bytes(4, value))
  expect(file.size()).toBe(16)
  expect([...file.read(6, 13)]).toEqual([2, 2, 3, 3, 3, 3, 4])
  file.truncate(15)
  file.close()
  await folder.rename('downloads/a/x.part', 'x')
  const whole = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4]
  expect([...((await readWhole(folder, 'downloads/a/x')) ?? [])]).toEqual(whole)
  const source = await folder.open('downloads/a/x')
  expect([...((await source?.read(7, 9)) ?? [])]).toEqual([2, 3])
  expect([...((await source?.read(9, 15)) ?? [])]).toEqual(whole.slice(9))
  expect([...kept]).toEqual([['downloads/a/x.part', bytes(8).fill(2, 4)]])
  await folder.remove('downloads/a')
  expect(await folder.open('downloads/a/x')).toBeNull()
  expect((await folder.list('downloads/a')).size + kept.size).toBe(0)
})

it('touches nothing that lasts where there is no room from the start', async () => {
  const { kept, folder: lasting } = full(100)
  const folder = createSpillingFolder(lasting)
  folder.spill()
  const file = await folder.extend('downloads/a/x.part')
  file.append(bytes(4))
  file.close()
  await folder.rename('downloads/a/x.part', 'x')
  expect(await readWhole(folder, 'downloads/a/x')).toEqual(bytes(4))
  expect(kept.size).toBe(0)
})

it('takes no other failure for a full storage', async () => {
  const broken = () => {
    throw new AppError('io', 'The disk is broken.')
  }
  const { folder: lasting } = full(100)
  const growing = { ...(await lasting.extend('b')), append: broken }
  const folder = createSpillingFolder({
    ...lasting,
    write: async () => broken(),
    extend: async () => growing,
  })
  await expect(folder.write('a', bytes(1))).rejects.toThrow('The disk is broken.')
  const file = await folder.extend('b')
  expect(() => file.append(bytes(1))).toThrow('The disk is broken.')
  expect(folder.isLasting).toBe(true)
})

it('has nothing to rename where nothing was written', async () => {
  await expect(full(1).folder.rename('a/x.part', 'x')).rejects.toMatchObject({ code: 'missing' })
})

it('ends in an error where memory has no room either', async () => {
  const folder = createSpillingFolder(full(4).folder, 8)
  await expect(folder.write('a', bytes(9))).rejects.toMatchObject({ code: 'quota' })
  const file = await folder.extend('b')
  expect(() => file.append(bytes(9))).toThrow(expect.objectContaining({ code: 'quota' }))
})
