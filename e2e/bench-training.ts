import type { Page } from '@playwright/test'

/** What a training of 30 steps may take on two processor cores. */
const BUDGET_SECONDS = 120
const STEPS = 30

interface TrainingTime {
  readonly seconds: number
  readonly threads: number
  readonly base: number
  readonly trained: number
  readonly items: number
}

/**
 * Trains an expert of a family as the page does: in a worker of its own, on one core less than there are.
 * @param worker address of the built page's worker
 */
function timeTraining(page: Page, site: string, worker: string, family: string): Promise<TrainingTime> {
  return page.evaluate(
    async ({ worker, url, family, steps }) => {
      const port = new Worker(worker, { type: 'module' })
      const heldOut: { right: number; items: number }[] = []
      const call = (id: number, kind: string, request: object): Promise<unknown> =>
        new Promise((resolve, reject) => {
          port.addEventListener('message', ({ data }) => {
            if (data.id !== id) return
            if (data.type === 'event' && data.event.heldOut) heldOut.push(data.event.heldOut)
            if (data.type === 'result') resolve(data.result)
            if (data.type === 'failure') reject(new Error(data.failure.message))
          })
          port.postMessage({ type: 'call', id, kind, request })
        })
      await new Promise((resolve) => port.addEventListener('message', resolve, { once: true }))
      const threads = Math.max(1, navigator.hardwareConcurrency - 1)
      const began = performance.now()
      await call(1, 'open', { source: { kind: 'bundle', url }, backend: 'wasm', threads })
      const options = { modules: 'all', steps, seed: 1, klWeight: 0.02, learningRate: 0.02 }
      await call(2, 'train', { task: { kind: 'family', family }, options, resume: null })
      const seconds = (performance.now() - began) / 1000
      port.terminate()
      const [first, last] = [heldOut[0], heldOut.at(-1)]
      return {
        seconds,
        threads,
        base: first?.right ?? 0,
        trained: last?.right ?? 0,
        items: last?.items ?? 0,
      }
    },
    { worker, url: `${site}models/tiny/`, family, steps: STEPS },
  )
}

/** The row of `t2 bench --browser`. */
export async function trainingRow(page: Page, site: string, worker: string) {
  const { seconds, threads, base, trained, items } = await timeTraining(page, site, worker, 'math')
  return {
    name: `${STEPS} steps of training in a tab`,
    ours: seconds,
    peer: BUDGET_SECONDS,
    peerName: 'budget on two cores',
    unit: 's',
    ratio: seconds / BUDGET_SECONDS,
    note: `onnxruntime-web, ${threads} thread${threads === 1 ? '' : 's'}; held-out accuracy on math from ${base} to ${trained} of ${items}`,
  }
}
