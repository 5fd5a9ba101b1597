import { afterEach, describe, expect, it, vi } from 'vitest'
import { digest } from '../model/manifest.ts'
import { fetchVerified } from './fetch-verified.ts'

const FILE = new URL('https://page.example/models/tiny/weights.bin')
const RIGHT = new Uint8Array([1, 2, 3, 4])
const WRONG = new Uint8Array([1, 2, 3, 5])
const wait = async (): Promise<void> => {}

/** A browser whose cache and whose service worker may each have kept wrong bytes. */
function browser({ cached = RIGHT, kept = null as Uint8Array<ArrayBuffer> | null, host = RIGHT } = {}) {
  const asked: string[] = []
  const fetch = (async (url: URL, { cache }: RequestInit) => {
    asked.push(`${url.search}${cache}`)
    if (kept && url.search === '') return new Response(kept)
    return new Response(cache === 'default' ? cached : host)
  }) as unknown as typeof globalThis.fetch
  const mended: Uint8Array[] = []
  const storage = {
    keys: async () => ['precache'],
    open: async () => ({
      keys: async () => [{}],
      put: async (_: unknown, response: Response) =>
        mended.push(new Uint8Array(await response.arrayBuffer())),
    }),
  }
  vi.stubGlobal('location', { origin: FILE.origin })
  vi.stubGlobal('caches', storage)
  return { asked, mended, options: { fetch, wait } }
}
afterEach(() => vi.unstubAllGlobals())

const get = ({ options }: ReturnType<typeof browser>) =>
  fetchVerified(FILE, 'weights.bin', digest(RIGHT), options)

describe('a file whose content is known', () => {
  it('is fetched once where it is right', async () => {
    const right = browser()
    expect(await get(right)).toEqual(RIGHT)
    expect(right.asked).toEqual(['default'])
  })

  it('is asked for once where its host says that it has none', async () => {
    const { options } = browser()
    const asked: string[] = []
    const fetch = (async (_: URL, { cache }: RequestInit) => {
      asked.push(String(cache))
      return new Response('', { status: 404 })
    }) as unknown as typeof globalThis.fetch
    await expect(get({ asked, mended: [], options: { ...options, fetch } })).rejects.toMatchObject({
      code: 'missing',
    })
    expect(asked).toEqual(['default'])
  })

  it('is fetched past the browser’s cache where that has kept another', async () => {
    const stale = browser({ cached: WRONG })
    expect(await get(stale)).toEqual(RIGHT)
    expect(stale.asked).toEqual(['default', 'reload'])
    expect(stale.mended).toEqual([])
  })

  it('is fetched past the service worker where that has kept another, which is mended', async () => {
    const kept = browser({ kept: WRONG })
    expect(await get(kept)).toEqual(RIGHT)
    expect(kept.asked).toEqual(['default', 'reload', '?past-cache=1reload'])
    expect(kept.mended).toEqual([RIGHT])
  })

  it('is refused where its host has another, and no copy is touched', async () => {
    const wrong = browser({ cached: WRONG, host: WRONG })
    await expect(get(wrong)).rejects.toMatchObject({ code: 'integrity' })
    expect(wrong.asked).toHaveLength(3)
    expect(wrong.mended).toEqual([])
  })

  it('is asked for under its own address only where it lies elsewhere', async () => {
    const elsewhere = browser({ cached: WRONG, host: WRONG })
    vi.stubGlobal('location', { origin: 'https://other.example' })
    await expect(get(elsewhere)).rejects.toMatchObject({ code: 'integrity' })
    expect(elsewhere.asked).toEqual(['default', 'reload'])
  })
})
