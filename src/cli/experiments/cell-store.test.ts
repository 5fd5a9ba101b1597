import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openCellStore } from './cell-store.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 't2-cells-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const key = { kind: 'judged', subject: 'base', items: 5 }

describe('the cell store', () => {
  it('makes a value once, also for a process that comes later', async () => {
    const make = vi.fn(async () => ({ right: 3 }))
    expect(await openCellStore(folder).value(key, make)).toEqual({ right: 3 })
    expect(await openCellStore(folder).value(key, make)).toEqual({ right: 3 })
    expect(make).toHaveBeenCalledTimes(1)
  })

  it('makes it anew for any other setting', async () => {
    const cells = openCellStore(folder)
    const make = vi.fn(async () => 1)
    await cells.value(key, make)
    await cells.value({ ...key, items: 6 }, make)
    await cells.value({ ...key, subject: { name: 'base' } }, make)
    expect(make).toHaveBeenCalledTimes(3)
  })

  it('keeps nothing of work that failed or was stopped', async () => {
    const cells = openCellStore(folder)
    const stopped = cells.value(key, () => Promise.reject(new Error('stopped')))
    await expect(stopped).rejects.toThrow('stopped')
    expect(await readdir(folder)).toEqual([])
    expect(await cells.value(key, async () => 'done')).toBe('done')
  })

  it('keeps a file with what is known about it; half of one counts as nothing', async () => {
    const made = { bytes: Uint8Array.of(1, 2, 3), about: { seconds: 4 } }
    const make = vi.fn(async () => made)
    await openCellStore(folder).file(key, make)
    const kept = await openCellStore(folder).file(key, make)
    expect([...kept.bytes]).toEqual([1, 2, 3])
    expect(kept.about).toEqual({ seconds: 4 })
    expect(make).toHaveBeenCalledTimes(1)
    // A run killed between the two files leaves the bytes alone.
    const names = await readdir(folder)
    await rm(join(folder, names.find((name) => name.endsWith('.json'))!))
    await openCellStore(folder).file(key, make)
    expect(make).toHaveBeenCalledTimes(2)
  })
})
