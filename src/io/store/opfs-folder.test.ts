import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppError } from '../../core/errors.ts'
import { type ByteFolder, readWhole } from './byte-folder.ts'
import { fakeOpfs, type OpfsFaults } from './opfs.fixture.ts'
import { openOpfs } from './opfs-folder.ts'

const bytes = (length: number, value = 1) => new Uint8Array(length).fill(value)
let faults: OpfsFaults
let storage: StorageManager
let folder: ByteFolder
const codeOf = (work: () => unknown): Promise<string> =>
  Promise.resolve()
    .then(work)
    .then(
      () => 'no error',
      (error: AppError) => error.code,
    )

beforeEach(async () => {
  faults = { quota: Number.POSITIVE_INFINITY, refused: false }
  const opfs = fakeOpfs(faults)
  storage = opfs.storage
  vi.stubGlobal('FileSystemFileHandle', opfs.handles)
  folder = (await openOpfs(storage))!
})
afterEach(() => vi.unstubAllGlobals())

describe('the private files of the browser', () => {
  it('keep files by path, whole or not at all', async () => {
    await folder.write('models/a/x.bin', bytes(10))
    faults.quota = 15
    expect(await codeOf(() => folder.write('models/a/x.bin', bytes(20, 2)))).toBe('quota')
    expect(await readWhole(folder, 'models/a/x.bin')).toEqual(bytes(10))
    faults.quota = 100
    await folder.write('models/a/x.bin', bytes(20, 2))
    expect(await readWhole(folder, 'models/a/x.bin')).toEqual(bytes(20, 2))
    expect([...(await folder.list('models'))]).toEqual([['a/x.bin', 20]])
    await folder.remove('models/a')
    expect(await folder.open('models/a/x.bin')).toBeNull()
  })

  it('are done without where the browser does not answer', async () => {
    vi.useFakeTimers()
    const getDirectory = () => new Promise<never>(() => undefined)
    const opened = openOpfs({ getDirectory } as unknown as StorageManager)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await opened).toBeNull()
    vi.useRealTimers()
  })

  it('cut a growing file back to what it was where the disk is full', async () => {
    faults.quota = 12
    const file = await folder.extend('downloads/a/x.part')
    file.append(bytes(10))
    expect(await codeOf(() => file.append(bytes(5)))).toBe('quota')
    expect(file.size()).toBe(10)
    file.close()
  })

  it('let one tab at a time at a file, and say so to the other', async () => {
    const other = (await openOpfs(storage))!
    const file = await folder.extend('downloads/a/x.part')
    for (const work of [() => other.extend('downloads/a/x.part'), () => other.remove('downloads/a')]) {
      await expect(work()).rejects.toMatchObject({
        code: 'io',
        message: expect.stringMatching(/Another tab/),
      })
    }
    file.append(bytes(3))
    file.close()
    expect(await readWhole(other, 'downloads/a/x.part')).toEqual(bytes(3))
  })

  it('say so where they cannot be renamed', async () => {
    const { storage: old, handles } = fakeOpfs()
    Reflect.deleteProperty(handles.prototype, 'move')
    vi.stubGlobal('FileSystemFileHandle', handles)
    const unmoved = (await openOpfs(old)) ?? folder
    await expect(unmoved.write('models/a/x.bin', bytes(3))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/cannot rename/),
    })
  })

  it.each([
    ['there are none', undefined],
    ['asking for them is refused', 'refused'],
    ['the browser’s storage cannot even be asked for', 'throws'],
  ])('are done without where %s', async (_, how) => {
    faults.refused = how === 'refused'
    const navigator = {
      get storage() {
        if (how === 'throws') throw new DOMException('The operation is insecure.', 'SecurityError')
        return how === 'refused' ? storage : undefined
      },
    }
    vi.stubGlobal('navigator', navigator)
    expect(await openOpfs()).toBeNull()
  })
})
