import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DIST } from '../src/cli/launch/build.mjs'
import { createStaticServer, listen } from '../src/cli/launch/static-server.mjs'

const PART_BYTES = 10_000
const PAUSE_MS = 100

/** The built page on a server that gives some files in small parts, until it is told to give the rest. */
export interface SlowSite {
  /** With a slash at its end. */
  readonly url: string
  /** What is still to come of files that end so comes at once. */
  hurry(ending: string): void
  close(): void
}

/** @param endings of the addresses of files that come slowly */
export async function openSlowSite(endings: readonly string[]): Promise<SlowSite> {
  const slow = new Set(endings)
  const quick = createStaticServer(DIST)
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const ending = [...slow].find((each) => pathname.endsWith(each))
    if (ending === undefined) quick.emit('request', request, response)
    else void drip(join(DIST, pathname), response, () => slow.has(ending))
  })
  const port = await listen(server, 0, '127.0.0.1')
  return {
    url: `http://127.0.0.1:${port}/`,
    hurry: (ending) => void slow.delete(ending),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function drip(path: string, response: ServerResponse, isSlow: () => boolean): Promise<void> {
  const bytes = await readFile(path)
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length })
  let sent = 0
  while (isSlow() && sent < bytes.length && !response.destroyed) {
    response.write(bytes.subarray(sent, sent + PART_BYTES))
    sent += PART_BYTES
    await pause(PAUSE_MS)
  }
  response.end(bytes.subarray(sent))
}
