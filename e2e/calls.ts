import type { Page } from '@playwright/test'

export interface Calls {
  /** How many of each kind were made. */
  readonly made: Readonly<Record<string, number>>
  /** The most of a kind that were waited for at once; what was cancelled is not. */
  readonly mostAtOnce: Readonly<Record<string, number>>
}

interface Message {
  readonly type: string
  readonly id?: number
  readonly kind?: string
}

/** Counts what the page asks its workers. To be called before it opens. */
export function watchCalls(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const seen = { made: {} as Record<string, number>, mostAtOnce: {} as Record<string, number> }
    Object.assign(window, { seenCalls: seen })
    const open = new WeakMap<Worker, Map<number, string>>()

    function waitedFor(worker: Worker): Map<number, string> {
      const known = open.get(worker)
      if (known) return known
      const fresh = new Map<number, string>()
      open.set(worker, fresh)
      worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
        if (data.type === 'result' || data.type === 'failure') fresh.delete(data.id ?? 0)
      })
      return fresh
    }

    const { postMessage } = Worker.prototype
    function post(this: Worker, ...given: unknown[]): void {
      const { type, id = 0, kind } = given[0] as Message
      const waiting = waitedFor(this)
      if (type === 'cancel') waiting.delete(id)
      if (kind !== undefined) {
        waiting.set(id, kind)
        seen.made[kind] = (seen.made[kind] ?? 0) + 1
        const now = [...waiting.values()].filter((one) => one === kind).length
        seen.mostAtOnce[kind] = Math.max(seen.mostAtOnce[kind] ?? 0, now)
      }
      Reflect.apply(postMessage, this, given)
    }
    Object.assign(Worker.prototype, { postMessage: post })
  })
}

/** What has been asked since this was last looked at. */
export function takeCalls(page: Page): Promise<Calls> {
  return page.evaluate(() => {
    const { seenCalls: seen } = window as unknown as { seenCalls: Calls }
    const taken = structuredClone(seen)
    Object.assign(seen, { made: {}, mostAtOnce: {} })
    return taken
  })
}
