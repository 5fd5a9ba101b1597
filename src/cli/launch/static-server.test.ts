import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStaticServer, listen } from './static-server.mjs'

const parent = mkdtempSync(join(tmpdir(), 'static-server-'))
const root = join(parent, 'dist')
const server = createStaticServer(root)
let port = 0

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(parent, 'secret.txt'), 'secret')
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>page</title>')
  writeFileSync(join(root, '.inputs.sha256'), 'stamp')
  writeFileSync(join(root, 'assets/app-abc.js'), `export const text = '${'long '.repeat(500)}'`)
  writeFileSync(join(root, 'assets/runtime-abc.wasm'), new Uint8Array([0, 97, 115, 109]))
  port = await listen(server, 0, '127.0.0.1')
})

afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(parent, { recursive: true })
})

const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init)

/** fetch would tidy the path up before it is sent. */
function rawStatus(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.0\r\n\r\n`))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text.split(' ')[1] ?? ''))
  })
}

describe('static server', () => {
  it('serves the page at the root, isolated and under a strict policy', async () => {
    const response = await get('/')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policy).not.toContain("'unsafe-inline'")
    expect(await response.text()).toContain('page')
  })

  it('gives WebAssembly its type, without which it cannot be streamed', async () => {
    const response = await get('/assets/runtime-abc.wasm')
    expect(response.headers.get('content-type')).toBe('application/wasm')
    expect(response.headers.get('cache-control')).toContain('immutable')
  })

  it('answers 404 for what is not there instead of another page', async () => {
    expect((await get('/models/tiny/missing.safetensors')).status).toBe(404)
    expect((await get('/assets/')).status).toBe(404)
  })

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/.inputs.sha256', '/%00', '/%'])(
    'gives nothing away for %s',
    async (path) => {
      expect(await rawStatus(path)).toBe('404')
    },
  )

  it('compresses scripts and sends them once', async () => {
    const first = await get('/assets/app-abc.js', { headers: { 'accept-encoding': 'br' } })
    expect(first.headers.get('content-encoding')).toBe('br')
    expect(await first.text()).toContain('long long')
    const etag = first.headers.get('etag') ?? ''
    expect((await get('/assets/app-abc.js', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('compresses WebAssembly over a network, once for all who ask, and not for this machine', async () => {
    const path = '/assets/engine-abc.wasm'
    const bytes = new Uint8Array(500_000).map((_, index) => index % 251)
    writeFileSync(join(root, path), bytes)
    const accepts = { headers: { 'accept-encoding': 'gzip' } }
    expect((await get(path, accepts)).headers.get('content-encoding')).toBeNull()

    const far = createStaticServer(root, { overNetwork: true })
    const farPort = await listen(far, 0, '127.0.0.1')
    const answers = await Promise.all(
      [1, 2, 3].map(() => fetch(`http://127.0.0.1:${farPort}${path}`, accepts)),
    )
    for (const answer of answers) {
      expect(answer.headers.get('content-encoding')).toBe('gzip')
      expect(Number(answer.headers.get('content-length'))).toBeLessThan(50_000)
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    }
    far.close()
    far.closeAllConnections()
  })

  it('refuses to be written to', async () => {
    expect((await get('/', { method: 'POST', body: 'x' })).status).toBe(405)
  })
})
