import { beforeAll, describe, expect, it } from 'vitest'
import type { AppError } from '../core/errors.ts'
import { EXPERT_INDEX } from './expert-index.ts'
import { fetchBundle } from './fetch-bundle.ts'
import { smallBundle } from './small-bundle.fixture.ts'

const FOLDER = 'http://localhost/models/small'
const files = new Map<string, Uint8Array>()
const wait = async (): Promise<void> => {}

beforeAll(async () => {
  for (const [path, bytes] of await smallBundle()) files.set(path, bytes)
})

interface Served {
  readonly fetch: typeof fetch
  readonly caches: string[]
}

function serve(change: (path: string, bytes: Uint8Array, cache: string) => Uint8Array | null): Served {
  const caches: string[] = []
  const get = async (url: URL, init: RequestInit): Promise<Response> => {
    const path = url.pathname.replace('/models/small/', '')
    const bytes = files.get(path)
    caches.push(init.cache ?? '')
    const changed = bytes && change(path, bytes, init.cache ?? '')
    return changed ? new Response(new Uint8Array(changed)) : new Response('', { status: 404 })
  }
  return { fetch: get as unknown as typeof fetch, caches }
}

const flipped = (bytes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(bytes)
  const last = copy.length - 1
  copy[last] = copy[last]! ^ 1
  return copy
}
const isShard = (path: string): boolean => path.endsWith('.safetensors') && !path.includes('/')
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: AppError) => error.code,
  )

describe('fetchBundle', () => {
  it('brings the model and the experts that the index names, with progress that only rises', async () => {
    const seen: [number, number][] = []
    const options = {
      ...serve((_, bytes) => bytes),
      wait,
      onProgress: (a: number, b: number) => seen.push([a, b]),
    }
    const { model, experts } = await fetchBundle(FOLDER, options)
    expect(model.adapted.length).toBe(3)
    expect([...experts.keys()]).toEqual(['math'])
    expect(experts.get('math')?.provenance).toEqual({ task: 'math' })
    expect(seen.every(([loaded], index) => loaded >= (seen[index - 1]?.[0] ?? 0))).toBe(true)
    expect(seen.at(-1)![0]).toBe(seen.at(-1)![1])
  })

  it('heals a cache that kept a broken shard by going past it once', async () => {
    const { fetch, caches } = serve((path, bytes, cache) =>
      isShard(path) && cache === 'default' ? flipped(bytes) : bytes,
    )
    expect((await fetchBundle(FOLDER, { fetch, wait })).model.totalRank).toBeGreaterThan(0)
    expect(caches).toContain('reload')
  })

  it('refuses a shard or an expert that is not the one promised', async () => {
    const shard = serve((path, bytes) => (isShard(path) ? flipped(bytes) : bytes))
    expect(await codeOf(fetchBundle(FOLDER, { ...shard, wait }))).toBe('integrity')
    const expert = serve((path, bytes) => (path.startsWith('experts/math') ? flipped(bytes) : bytes))
    expect(await codeOf(fetchBundle(FOLDER, { ...expert, wait }))).toBe('integrity')
  })

  it('refuses an index that leads out of the folder or is no index', async () => {
    const as = (text: string): Served =>
      serve((path, bytes) => (path === EXPERT_INDEX ? new TextEncoder().encode(text) : bytes))
    const outside = JSON.stringify({ experts: [{ name: '../../evil', bytes: 1, sha256: 'a'.repeat(64) }] })
    for (const text of [outside, '[]', 'not json', '{"experts":5}']) {
      expect(await codeOf(fetchBundle(FOLDER, { ...as(text), wait }))).toBe('bad-model')
    }
  })

  it('lets go of the other files once one cannot be had', async () => {
    const signals: AbortSignal[] = []
    const { fetch: get } = serve((path, bytes) => (isShard(path) ? null : bytes))
    const fetch = (url: URL, init: RequestInit) => {
      if (!String(url).includes('tokenizer')) return get(url, init)
      if (init.signal) signals.push(init.signal)
      return new Promise(() => {})
    }
    expect(await codeOf(fetchBundle(FOLDER, { fetch: fetch as unknown as typeof get, wait }))).toBe('missing')
    expect(signals.length).toBeGreaterThan(0)
    expect(signals.every(({ aborted }) => aborted)).toBe(true)
  })

  it('opens a bundle that has no experts beside it', async () => {
    const bare = serve((path, bytes) => (path.startsWith('experts/') ? null : bytes))
    expect((await fetchBundle(FOLDER, { ...bare, wait })).experts.size).toBe(0)
  })

  it('does not go past a cache for what no cache is to blame for', async () => {
    const caches: string[] = []
    const fetch = (async (_: URL, init: RequestInit) => {
      caches.push(init.cache ?? '')
      throw new TypeError('Failed to fetch')
    }) as unknown as typeof globalThis.fetch
    expect(await codeOf(fetchBundle(FOLDER, { fetch, wait }))).toBe('network')
    expect(new Set(caches)).toEqual(new Set(['default']))
  })

  it('says that a bundle is not there', async () => {
    await expect(fetchBundle(FOLDER, { ...serve(() => null), wait })).rejects.toMatchObject({
      code: 'missing',
      advice: 'Check the address of the model.',
    })
  })
})
