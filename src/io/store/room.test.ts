import { describe, expect, it, vi } from 'vitest'
import { noRoom, requireRoom } from './room.ts'

describe('room in the browser', () => {
  it('is asked for before anything is kept, and what is missing is said', async () => {
    vi.stubGlobal('navigator', {
      storage: { estimate: async () => ({ quota: 30e6, usage: 25e6 }) },
    })
    await expect(requireRoom('Downloading x', 5e6)).resolves.toBeUndefined()
    await expect(requireRoom('Downloading x', 12e6)).rejects.toMatchObject({
      code: 'quota',
      message: "Downloading x needs 12 MB of the browser's storage, and 5.0 MB are free: 7.0 MB are missing.",
    })
    vi.unstubAllGlobals()
  })

  it('is not claimed to be there where a write was refused all the same', () => {
    expect(noRoom('Factoring x still', 2048, 2 ** 30).message).toBe(
      "Factoring x still needs 3 kB of the browser's storage.",
    )
  })
})
