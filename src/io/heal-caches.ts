import { offered } from './offered.ts'

/**
 * Puts the right bytes of a file in the place of whatever the page's caches hold under its address. Never rejects: a
 * cache that cannot be mended is passed over again next time.
 */
export async function healCaches(
  url: URL,
  bytes: Uint8Array,
  storage = offered(() => caches),
): Promise<void> {
  try {
    for (const name of (await storage?.keys()) ?? []) {
      const cache = await storage?.open(name)
      // The worker keeps some addresses with a revision behind them.
      for (const kept of (await cache?.keys(url.href, { ignoreSearch: true })) ?? []) {
        const type = { 'content-type': 'application/octet-stream' }
        await cache?.put(kept, new Response(bytes as Uint8Array<ArrayBuffer>, { headers: type }))
      }
    }
  } catch {
    // The next visit reads what is there and comes here again.
  }
}
