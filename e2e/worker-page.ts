import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { DIST } from '../src/cli/launch/build.mjs'
import type { CallKind, WorkerCalls } from '../src/worker/protocol.ts'

type WireRequest<K extends CallKind> = K extends 'open' | 'inspect'
  ? Omit<WorkerCalls[K]['request'], 'source'> & { readonly source: WireSource }
  : WorkerCalls[K]['request']

/** A source whose files are base64 on their way into the browser. */
type WireSource =
  | Exclude<WorkerCalls['inspect']['request']['source'], { kind: 'files' }>
  | { readonly kind: 'files'; readonly files: readonly { readonly path: string; readonly base64: string }[] }

export interface Answer<K extends CallKind> {
  readonly events: readonly WorkerCalls[K]['event'][]
  readonly result: WorkerCalls[K]['result']
}

/**
 * The built worker in a page of the site that shows nothing: the protocol as a visitor's page speaks it, without one.
 */
export class WorkerPage {
  readonly page: Page
  readonly site: string

  constructor(page: Page, site: string) {
    this.page = page
    this.site = site
  }

  /** Starts a worker in which no model is open; again after a reload. */
  async start(): Promise<void> {
    const script = (await readdir(join(DIST, 'assets'))).find((name) => /^worker-[\w-]+\.js$/.test(name))
    await this.page.goto(`${this.site}models/tiny/manifest.json`)
    await this.page.evaluate((url) => {
      const port = new Worker(url, { type: 'module', name: 'model' })
      Object.assign(globalThis, { port })
      return new Promise((resolve) => port.addEventListener('message', resolve, { once: true }))
    }, `${this.site}assets/${script}`)
  }

  /**
   * One call to its end. It is cancelled after its `cancelAfter`-th event.
   * @throws Error `CODE: MESSAGE` of a failure.
   */
  call<K extends CallKind>(kind: K, request: WireRequest<K>, cancelAfter = Number.POSITIVE_INFINITY) {
    const answer = this.page.evaluate(
      ({ kind, request, cancelAfter }) => {
        const port = (globalThis as unknown as { port: Worker }).port
        const id = Math.random()
        const events: unknown[] = []
        const wire = request as { source?: { files?: { path: string; base64: string }[] } }
        const files = wire.source?.files?.map(({ path, base64 }) => {
          const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
          return { path, blob: new Blob([bytes]) }
        })
        const sent = files ? { ...wire, source: { kind: 'files', files } } : request
        return new Promise<{ events: unknown[]; result: unknown }>((resolve, reject) => {
          port.addEventListener('message', ({ data }) => {
            if (data.id !== id) return
            if (data.type === 'event') events.push(data.event)
            if (data.type === 'event' && events.length === cancelAfter)
              port.postMessage({ type: 'cancel', id })
            if (data.type === 'result') resolve({ events, result: data.result })
            if (data.type === 'failure') reject(new Error(`${data.failure.code}: ${data.failure.message}`))
          })
          port.postMessage({ type: 'call', id, kind, request: sent })
        })
      },
      { kind, request, cancelAfter },
    )
    return answer as unknown as Promise<Answer<K>>
  }
}

export function filesSource(folder: string, files: ReadonlyMap<string, Uint8Array>): WireSource {
  return {
    kind: 'files',
    files: [...files].map(([name, bytes]) => ({
      path: `${folder}/${name}`,
      base64: Buffer.from(bytes).toString('base64'),
    })),
  }
}
