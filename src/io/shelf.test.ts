import { expect, it, vi } from 'vitest'
import { createIndexedDbShelf } from './shelf.ts'

/** A browser in which opening what it keeps fails like this. */
const failing = (name: string) => {
  const open = () => {
    throw name === '' ? new TypeError('odd') : new DOMException('no', name)
  }
  return { open } as unknown as IDBFactory
}

it.each([
  ['the browser has none', undefined, 'unsupported', /keeps nothing/],
  ['the browser refuses it', failing('SecurityError'), 'unsupported', /private window/],
  ['there is no more room', failing('QuotaExceededError'), 'quota', /no more room/],
  ['it is broken', failing('UnknownError'), 'io', /could not read or keep/],
  ['something odd happens', failing(''), 'io', /could not read or keep/],
] as const)(
  'what is kept from visit to visit ends in a typed error where %s',
  async (_, factory, code, said) => {
    const putting = createIndexedDbShelf(factory).put('x', 1)
    await expect(putting).rejects.toMatchObject({ code, message: expect.stringMatching(said) })
  },
)

/** A database that holds 7 under every name, or is about to be closed. */
const database = (isClosing = false) => ({
  close: () => undefined,
  transaction: () => {
    if (isClosing) throw new DOMException('The connection is closing.', 'InvalidStateError')
    const transaction = { objectStore: () => ({ get: () => ({ result: 7 }) }), oncomplete: () => undefined }
    setTimeout(() => transaction.oncomplete(), 10)
    return transaction
  },
})

it('waits for no database that the browser leaves without an answer, and takes it once it comes after all', async () => {
  vi.useFakeTimers()
  const request = { result: database(), onsuccess: () => undefined }
  const open = vi.fn(() => request)
  const shelf = createIndexedDbShelf({ open } as unknown as IDBFactory)
  const silent = { code: 'io', message: expect.stringMatching(/does not answer/) }
  const asked = expect(shelf.get('x')).rejects.toMatchObject(silent)
  await vi.advanceTimersByTimeAsync(10_000)
  await asked
  await expect(shelf.put('x', 1)).rejects.toMatchObject(silent)
  request.onsuccess()
  await vi.advanceTimersByTimeAsync(0)
  const again = shelf.get('x')
  await vi.advanceTimersByTimeAsync(10)
  expect(await again).toBe(7)
  expect(open).toHaveBeenCalledTimes(1)
  vi.useRealTimers()
})

it('opens the database again where the browser was about to take it away', async () => {
  const results = [database(true), database()]
  const open = () => {
    const request = { result: results.shift(), onsuccess: () => undefined }
    setTimeout(() => request.onsuccess())
    return request
  }
  expect(await createIndexedDbShelf({ open } as unknown as IDBFactory).get('x')).toBe(7)
})
