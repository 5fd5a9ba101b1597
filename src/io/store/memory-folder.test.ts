import { expect, it } from 'vitest'
import { createMemoryFolder } from './memory-folder.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

it('lists what lies within in the order of names, and removes a file or all within, and nothing else', async () => {
  const folder = createMemoryFolder()
  for (const path of ['a/y/2', 'a/x', 'a/y/1', 'b/x', 'ab']) await folder.write(path, bytes(1, 2))
  expect([...(await folder.list('a'))]).toEqual([
    ['x', 2],
    ['y/1', 2],
    ['y/2', 2],
  ])
  await folder.remove('a/x')
  expect([...(await folder.list('a')).keys()]).toEqual(['y/1', 'y/2'])
  await folder.remove('a')
  expect((await folder.list('a')).size).toBe(0)
  expect([...(await folder.list('b')).keys()]).toEqual(['x'])
  expect((await folder.open('ab'))?.size).toBe(2)
})

it('keeps what a growing file holds when it is closed, and reads no further than it goes', async () => {
  const folder = createMemoryFolder()
  const growing = await folder.extend('a/x')
  growing.append(bytes(1, 2, 3))
  growing.append(bytes(4, 5))
  expect(await growing.read(1, 99)).toEqual(bytes(2, 3, 4, 5))
  growing.truncate(4)
  growing.truncate(9)
  expect([growing.size(), await growing.read(0, 99)]).toEqual([4, bytes(1, 2, 3, 4)])
  growing.append(bytes(6))
  await growing.close()
  expect(await (await folder.open('a/x'))?.read(0, 5)).toEqual(bytes(1, 2, 3, 4, 6))
  await folder.rename('a/x', 'y')
  expect([...(await folder.list('a'))]).toEqual([['y', 5]])
})

it('holds as many bytes as it is given, whatever was in a file before', async () => {
  const folder = createMemoryFolder(new Map(), 5)
  await folder.write('a', bytes(1, 2, 3))
  await folder.write('a', bytes(1, 2, 3, 4))
  const growing = await folder.extend('b')
  growing.append(bytes(1))
  expect(() => growing.append(bytes(2))).toThrow(expect.objectContaining({ code: 'quota' }))
  await expect(folder.write('c', bytes(1, 2))).rejects.toMatchObject({ code: 'quota' })
})
