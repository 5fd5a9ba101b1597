import { expect, it } from 'vitest'
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
