import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What can go wrong with one answer of a server, and what only looks so. */
export const FAULTS = [
  'breaks off',
  '404',
  '500',
  'web page',
  'web page without a type',
  'truncated',
  'flipped byte',
  'too long',
  'stalls',
  'stalls before its head',
  'slow',
  'no length',
] as const
export type Fault = (typeof FAULTS)[number]

export interface FaultServer {
  /** With a slash at its end. */
  readonly url: string
  /** Path and range of each request. */
  readonly asked: string[]
  /** Answers for this path go wrong so often from now on; all others are right. */
  fail(path: string, fault: Fault, times: number): void
  /** As without a network: nobody listens any more, until `online`. */
  offline(): Promise<void>
  online(): Promise<void>
  close(): Promise<void>
}

const PAGE = '<!DOCTYPE html>\n<html><title>Log in</title></html>'

/** A real server of this machine, of whose answers some go wrong. Knows ranges. Test code only. */
export async function startFaultServer(files: ReadonlyMap<string, Uint8Array>): Promise<FaultServer> {
  const asked: string[] = []
  let wrong: { path: string; fault: Fault; left: number } | null = null
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname.slice(1))
    const { range } = request.headers
    asked.push(`${path} ${range ?? ''}`.trim())
    const bytes = files.get(path)
    const fault = wrong && wrong.path === path && wrong.left-- > 0 ? wrong.fault : null
    if (!bytes || fault === '404') response.writeHead(404).end()
    else answer(response, bytes, range, fault)
  })
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    fail(path, fault, times) {
      asked.length = 0
      wrong = { path, fault, left: times }
    },
    offline: stop,
    online: () => listen(port),
    close: stop,
  }
}

function answer(
  response: ServerResponse,
  all: Uint8Array,
  range: string | undefined,
  fault: Fault | null,
): void {
  const [, from = '0', to = String(all.length - 1)] = /^bytes=(\d+)-(\d+)?$/.exec(range ?? '') ?? []
  const [start, end] = [Number(from), Math.min(Number(to) + 1, all.length)]
  const bytes = all.slice(start, end)
  const most = bytes.length - (bytes.length >> 3)
  if (range !== undefined && start >= all.length) response.writeHead(416).end()
  else if (fault === '500') response.writeHead(500).end()
  else if (fault === 'web page') response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
  else if (fault === 'web page without a type') response.writeHead(200).end(PAGE)
  else if (fault !== 'stalls before its head') {
    const isUntold = fault === 'no length' || fault === 'truncated' || fault === 'too long'
    response.writeHead(range === undefined ? 200 : 206, {
      ...(range !== undefined && { 'content-range': `bytes ${start}-${end - 1}/${all.length}` }),
      ...(!isUntold && { 'content-length': bytes.length }),
    })
    if (fault === 'breaks off') response.write(bytes.subarray(0, most), () => response.destroy())
    else if (fault === 'stalls') response.write(bytes.subarray(0, most))
    else if (fault === 'truncated') response.end(bytes.subarray(0, most))
    else if (fault === 'too long') response.end(Buffer.concat([bytes, all]))
    else if (fault === 'slow') void inTurns(response, bytes)
    else {
      if (fault === 'flipped byte') bytes.set([(bytes.at(bytes.length >> 1) ?? 0) ^ 0x80], bytes.length >> 1)
      response.end(bytes)
    }
  }
}

async function inTurns(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  const piece = Math.ceil(bytes.length / 4)
  for (let at = 0; at < bytes.length; at += piece) {
    response.write(bytes.subarray(at, at + piece))
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  response.end()
}
