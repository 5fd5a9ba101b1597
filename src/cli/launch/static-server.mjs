import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { HEADER_POLICY } from './page-policy.mjs'

const MIME = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.safetensors': 'application/octet-stream',
}
const COMPRESSED = new Set(['.html', '.js', '.mjs', '.css', '.json', '.svg', '.txt'])

/** COOP and COEP isolate the origin, without which WebAssembly threads have no shared memory. */
const HEADERS = {
  'Content-Security-Policy': HEADER_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/**
 * Serves a folder: right types, compressed text, hashed assets cached for good, and 404 for what is not there
 * (an index page in place of a missing .wasm is the classic way to break a browser runtime).
 * @param {string} folder
 * @param {{ overNetwork?: boolean }} [options] `overNetwork`: WebAssembly is compressed too, which takes a second once
 * and saves each visitor four fifths of it; on the same machine it would only take the second
 * @returns {import('node:http').Server}
 */
export function createStaticServer(folder, { overNetwork = false } = {}) {
  const root = resolve(folder)
  const compress = createCompressor()
  const compressed = new Set(overNetwork ? [...COMPRESSED, '.wasm'] : COMPRESSED)
  return createServer((request, response) => {
    answer({ root, compress, compressed }, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500, HEADERS)
      response.end()
    })
  })
}

async function answer({ root, compress, compressed }, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' })
    return
  }
  const file = await locate(root, request.url ?? '/')
  if (!file) {
    refuse(response, 404, 'Not found.')
    return
  }
  const extension = extname(file.path)
  const etag = `"${file.size.toString(36)}-${Math.floor(file.mtimeMs).toString(36)}"`
  const headers = {
    ...HEADERS,
    'Content-Type': MIME[extension] ?? 'application/octet-stream',
    'Cache-Control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
  }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end()
    return
  }
  const encoding = compressed.has(extension) ? preferredEncoding(request.headers['accept-encoding']) : null
  if (encoding) {
    const body = await compress(file.path, etag, encoding)
    response.writeHead(200, { ...headers, 'Content-Encoding': encoding, 'Content-Length': body.length })
    response.end(request.method === 'HEAD' ? undefined : body)
    return
  }
  response.writeHead(200, { ...headers, 'Content-Length': file.size })
  if (request.method === 'HEAD') response.end()
  else
    createReadStream(file.path)
      .on('error', () => response.destroy())
      .pipe(response)
}

function refuse(response, status, text, extra = {}) {
  response
    .writeHead(status, { ...HEADERS, ...extra, 'Content-Type': 'text/plain; charset=utf-8' })
    .end(`${text}\n`)
}

/** The file a URL names, or null: nothing outside the folder, no dot-files, no listings. */
async function locate(root, url) {
  let path
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.split(/[/\\]/).some((part) => part.startsWith('.'))) return null
  const full = join(root, path.endsWith('/') ? `${path}index.html` : path)
  if (!full.startsWith(root + sep)) return null
  try {
    const { size, mtimeMs, ...info } = await stat(full).then((s) => ({
      size: s.size,
      mtimeMs: s.mtimeMs,
      isFile: s.isFile(),
    }))
    return info.isFile ? { path: full, size, mtimeMs, hashed: path.startsWith('/assets/') } : null
  } catch {
    return null
  }
}

function preferredEncoding(accepted = '') {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}

/** Compresses each version of each file once, however many ask for it at the same time. */
function createCompressor() {
  const cache = new Map()
  const brotli = promisify(brotliCompress)
  const gzipped = promisify(gzip)
  async function make(path, encoding) {
    const bytes = await readFile(path)
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
    return encoding === 'br' ? brotli(bytes, options) : gzipped(bytes)
  }
  return (path, etag, encoding) => {
    const key = `${encoding} ${etag} ${path}`
    if (!cache.has(key)) {
      const made = make(path, encoding)
      cache.set(key, made)
      made.catch(() => cache.delete(key))
    }
    return cache.get(key)
  }
}

/**
 * @param {import('node:http').Server} server
 * @returns {Promise<number>} the port it listens on; `port` 0 takes any free one
 */
export function listen(server, port, host) {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      done(server.address().port)
    })
  })
}
