import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { HUB } from './hub-fetch.ts'

/** From this size on a file is in LFS, as on the hub. */
const LFS_BYTES = 2000

export interface HubServer {
  readonly fetch: typeof fetch
  /** Path and range of each request. */
  readonly asked: string[]
}

/**
 * A stand-in for huggingface.co with one repository: `/api/models/REPO/tree/REVISION` as @huggingface/hub reads it, and
 * `/REPO/resolve/REVISION/PATH` with ranges. Test code only.
 *
 * @param change answers in place of the server, or null to let it answer.
 */
export function hubServer(
  repo: string,
  files: ReadonlyMap<string, Uint8Array>,
  change: (url: URL, range: string, count: number) => Response | Promise<Response> | null = () => null,
): HubServer {
  const asked: string[] = []
  const serve = async (input: URL | RequestInfo, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input))
    const range = new Headers(init?.headers).get('range') ?? ''
    asked.push(`${url.pathname} ${range}`.trim())
    init?.signal?.throwIfAborted()
    const changed = await change(url, range, asked.length)
    if (changed) return changed
    if (url.origin !== HUB) return new Response('', { status: 404 })
    if (url.pathname === `/api/models/${repo}/tree/main`) return Response.json(hubTree(files))
    const bytes = files.get(decodeURIComponent(url.pathname.replace(`/${repo}/resolve/main/`, '')))
    return bytes ? ranged(bytes, range) : new Response('', { status: 404 })
  }
  return { fetch: serve as typeof fetch, asked }
}

function ranged(bytes: Uint8Array, range: string): Response {
  const match = /^bytes=(\d+)-(\d+)$/.exec(range)
  if (!match) return new Response(bytes.slice())
  const [start, end] = [Number(match[1]), Math.min(Number(match[2]) + 1, bytes.length)]
  return new Response(bytes.slice(start, end), {
    status: 206,
    headers: { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` },
  })
}

/** What the hub says that a repository holds. */
export function hubTree(files: ReadonlyMap<string, Uint8Array>) {
  return [...files].map(([path, bytes]) => {
    const head = new TextEncoder().encode(`blob ${bytes.length}\0`)
    const oid = bytesToHex(sha1.create().update(head).update(bytes).digest())
    const lfs = { oid: bytesToHex(sha256(bytes)), size: bytes.length, pointerSize: 130 }
    return { type: 'file', path, size: bytes.length, oid, ...(bytes.length >= LFS_BYTES && { lfs }) }
  })
}
