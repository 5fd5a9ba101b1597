import { expect, it } from 'vitest'
import { healCaches } from './heal-caches.ts'
import { createPageCaches } from './page-caches.ts'

const SCOPE = 'https://host.example/playground/'
const OWN = `workbox-precache-v2-${SCOPE}`

/** What a service worker would have kept: caches by name, each with texts by address. */
function fakeCaches(kept: Record<string, Record<string, string>>) {
  const all = new Map(Object.entries(kept).map(([name, files]) => [name, new Map(Object.entries(files))]))
  const bare = (address: string): string => address.replace(/\?.*/, '')
  const storage = {
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
    open: async (name: string) => ({
      keys: async (wanted?: string) =>
        [...(all.get(name)?.keys() ?? [])]
          .filter((address) => wanted === undefined || bare(address) === wanted)
          .map((url) => ({ url })),
      match: async ({ url }: Request) => new Response(all.get(name)?.get(url)),
      put: async ({ url }: Request, response: Response) =>
        void all.get(name)?.set(url, await response.text()),
    }),
  }
  return { all, storage: storage as unknown as CacheStorage }
}

function fakeWorkers(...scopes: string[]) {
  const left = new Set(scopes)
  const registrations = scopes.map((scope) => ({ scope, unregister: async () => left.delete(scope) }))
  const workers = { getRegistrations: async () => registrations }
  return { left, workers: workers as unknown as ServiceWorkerContainer }
}

const OTHER = 'workbox-precache-v2-https://host.example/other/'
const files = {
  [OWN]: { [`${SCOPE}a.js`]: '12345', [`${SCOPE}b?__WB_REVISION__=1`]: '678' },
  [OTHER]: { x: 'y' },
}

it('counts and drops what is kept for this page, and leaves other pages of the host alone', async () => {
  const { all, storage } = fakeCaches(files)
  const { left, workers } = fakeWorkers(SCOPE, 'https://host.example/other/')
  const caches = createPageCaches(SCOPE, storage, workers)
  expect(await caches.bytes()).toBe(8)
  await caches.drop()
  expect([...all.keys()]).toEqual([OTHER])
  expect([...left]).toEqual(['https://host.example/other/'])
  expect(await caches.bytes()).toBe(0)
})

it('has nothing to count or drop where the browser keeps nothing', async () => {
  const caches = createPageCaches(SCOPE, undefined, undefined)
  expect(await caches.bytes()).toBe(0)
  await expect(caches.drop()).resolves.toBeUndefined()
})

it('mends the kept copy of a file under whatever revision, and no other', async () => {
  const { all, storage } = fakeCaches(files)
  await healCaches(new URL(`${SCOPE}b`), new TextEncoder().encode('right'), storage)
  expect(Object.fromEntries(all.get(OWN)!)).toEqual({
    [`${SCOPE}a.js`]: '12345',
    [`${SCOPE}b?__WB_REVISION__=1`]: 'right',
  })
  const broken = {
    keys: () => Promise.reject(new DOMException('no', 'SecurityError')),
  } as unknown as CacheStorage
  await expect(healCaches(new URL(`${SCOPE}b`), new Uint8Array(), broken)).resolves.toBeUndefined()
})
