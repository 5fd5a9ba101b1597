import { offered } from './offered.ts'

/** What the browser keeps so that the page opens without a network: the service worker and its files. */
export interface PageCaches {
  bytes(): Promise<number>
  /** The page that is open goes on; the next visit fetches and keeps everything again. */
  drop(): Promise<void>
}

/** @param scope absolute address of the page's folder: other pages of the same host keep theirs. */
export function createPageCaches(
  scope: string,
  storage = offered(() => caches),
  workers = offered(() => navigator.serviceWorker),
): PageCaches {
  const own = async (): Promise<string[]> =>
    ((await storage?.keys()) ?? []).filter((name) => name.endsWith(scope))

  return {
    async bytes() {
      if (!storage) return 0
      let sum = 0
      for (const name of await own()) {
        const cache = await storage.open(name)
        for (const request of await cache.keys())
          sum += (await (await cache.match(request))?.blob())?.size ?? 0
      }
      return sum
    },
    async drop() {
      // First the worker: one without its files would have to be mended from the network, file by file.
      for (const worker of (await workers?.getRegistrations()) ?? [])
        if (worker.scope === scope) await worker.unregister()
      for (const name of await own()) await storage?.delete(name)
    },
  }
}
