import { beforeEach, describe, expect, it } from 'vitest'
import type { AppError } from '../../core/errors.ts'
import { createMemoryFolder } from '../store/memory-folder.ts'
import { downloadFile } from './download.ts'
import { hubServer } from './hub-server.fixture.ts'
import { listRepo, type RepoFile } from './repo-files.ts'

const REPO = 'somebody/small'
const large = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) % 256)
const files = new Map([
  ['large.bin', large],
  ['small.json', new TextEncoder().encode('{}')],
])
const wait = async () => undefined
const kept = new Map<string, Uint8Array<ArrayBuffer>>()
const place = { repo: REPO, revision: 'main', folder: createMemoryFolder(kept), id: 'downloads/x' }
let listed: RepoFile[]
const fileOf = (path: string) => listed.find((file) => file.path === path)!
const failure = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('it came')),
    (error: AppError) => error,
  )
const isResolve = (url: URL) => url.pathname.includes('/resolve/')
const inPieces = (...pieces: Uint8Array<ArrayBuffer>[]) =>
  new Response(
    new ReadableStream({
      start(stream) {
        for (const piece of pieces) stream.enqueue(piece)
        stream.close()
      },
    }),
    { status: 206 },
  )
/** The first bytes of a file, and then the connection breaks. */
const broken = (bytes: Uint8Array) =>
  new Response(
    new ReadableStream({
      start: (stream) => stream.enqueue(bytes.slice()),
      pull: (stream) => stream.error(new TypeError('network error')),
    }),
    { status: 206 },
  )

beforeEach(async () => {
  kept.clear()
  listed = await listRepo(REPO, 'main', hubServer(REPO, files))
})

describe('downloadFile', () => {
  it('brings files of LFS and of git, held against the hashes of the repository, and asks for each once', async () => {
    const { fetch, asked } = hubServer(REPO, files)
    for (let again = 0; again < 2; again++)
      for (const file of listed) await downloadFile(place, file, { fetch, wait })
    expect(kept.get('downloads/x/large.bin')).toEqual(large)
    expect([...kept.keys()].sort()).toEqual(['downloads/x/large.bin', 'downloads/x/small.json'])
    expect(asked.length).toBe(2)
  })

  it('goes on from the byte at which the connection broke, in one visit and in the next', async () => {
    const isFirst = (range: string) => range.startsWith('bytes=0-')
    const { fetch, asked } = hubServer(REPO, files, (url, range) =>
      isResolve(url) && isFirst(range) ? broken(large.subarray(0, 1234)) : null,
    )
    await downloadFile(place, fileOf('large.bin'), { fetch, wait })
    expect(kept.get('downloads/x/large.bin')).toEqual(large)
    expect(asked.at(-1)).toBe('/somebody/small/resolve/main/large.bin bytes=1234-4999')

    kept.clear()
    kept.set('downloads/x/large.bin.part', large.slice(0, 4000))
    const next = hubServer(REPO, files)
    await downloadFile(place, fileOf('large.bin'), { ...next, wait })
    expect(next.asked).toEqual(['/somebody/small/resolve/main/large.bin bytes=4000-4999'])
  })

  it('keeps what has come when it is cancelled', async () => {
    const abort = new AbortController()
    const { fetch } = hubServer(REPO, files, (url) =>
      isResolve(url) ? inPieces(large.slice(0, 900), large.slice(900)) : null,
    )
    const onBytes = () => abort.abort()
    const error = await failure(
      downloadFile(place, fileOf('large.bin'), { fetch, wait, signal: abort.signal, onBytes }),
    )
    expect(error.code).toBe('cancelled')
    expect(kept.get('downloads/x/large.bin.part')).toEqual(large.slice(0, 900))
    expect(kept.has('downloads/x/large.bin')).toBe(false)
  })

  it('fetches all of it again where what was kept is damaged, and gives up where it stays different', async () => {
    kept.set('downloads/x/large.bin.part', new Uint8Array(4000))
    await downloadFile(place, fileOf('large.bin'), { ...hubServer(REPO, files), wait })
    expect(kept.get('downloads/x/large.bin')).toEqual(large)

    kept.clear()
    const other = new Map([['large.bin', large.map((byte) => byte ^ 1)]])
    const error = await failure(downloadFile(place, fileOf('large.bin'), { ...hubServer(REPO, other), wait }))
    expect(error.code).toBe('integrity')
    expect(kept.has('downloads/x/large.bin')).toBe(false)
  })

  it('passes over what is here where a server knows no ranges', async () => {
    kept.set('downloads/x/large.bin.part', large.slice(0, 4000))
    const { fetch } = hubServer(REPO, files, (url) => (isResolve(url) ? new Response(large.slice()) : null))
    await downloadFile(place, fileOf('large.bin'), { fetch, wait })
    expect(kept.get('downloads/x/large.bin')).toEqual(large)
  })

  it('asks again while the server is busy, after the pause it asks for', async () => {
    const pauses: number[] = []
    const { fetch } = hubServer(REPO, files, (url, _, count) =>
      isResolve(url) && count === 1
        ? new Response('', { status: 429, headers: { 'retry-after': '3' } })
        : null,
    )
    await downloadFile(place, fileOf('large.bin'), { fetch, wait: async (ms) => void pauses.push(ms) })
    expect(pauses.length).toBe(1)
    expect(pauses[0]).toBeGreaterThanOrEqual(3000)
  })

  it.each([
    ['a gated repository', 403, 'network', /private or gated/],
    ['what is not there', 404, 'missing', /no large\.bin/],
    ['being asked too often', 429, 'network', /less often/],
    ['a server that fails', 500, 'network', /answered with 500/],
  ] as const)('says what is the matter with %s', async (_, status, code, words) => {
    const server = hubServer(REPO, files, (url) => (isResolve(url) ? new Response('', { status }) : null))
    const error = await failure(downloadFile(place, fileOf('large.bin'), { ...server, wait }))
    expect(error).toMatchObject({ code, message: expect.stringMatching(words) })
    expect(error.advice).toBeTruthy()
  })

  it('takes no other part of a file for the one that it asked for', async () => {
    const headers = { 'content-range': 'bytes 7-5006/9000' }
    const other = hubServer(REPO, files, (url) =>
      isResolve(url) ? new Response(large.slice(), { status: 206, headers }) : null,
    )
    const error = await failure(downloadFile(place, fileOf('large.bin'), { ...other, wait }))
    expect(error).toMatchObject({ code: 'network', message: expect.stringMatching(/Another part came/) })
  })

  it('says that there is no connection, and that a web page came instead', async () => {
    const offline = hubServer(REPO, files, () => Promise.reject(new TypeError('Failed to fetch')))
    const error = await failure(downloadFile(place, fileOf('large.bin'), { ...offline, wait }))
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('Failed to fetch.') })
    const page = () =>
      new Response('Please log in', { headers: { 'content-type': 'text/html; charset=utf-8' } })
    const login = hubServer(REPO, files, page)
    const untold = hubServer(REPO, files, () => new Response('<!doctype html><html>'))
    for (const server of [login, untold]) {
      const came = await failure(downloadFile(place, fileOf('large.bin'), { ...server, wait }))
      expect(came).toMatchObject({
        code: 'integrity',
        message: expect.stringMatching(/A web page came instead/),
      })
    }
  })
})
