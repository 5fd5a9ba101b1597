import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { createStaticServer, listen } from '../src/cli/launch/static-server.mjs'
import { trainingRow } from './bench-training.ts'
import { launchChromium } from './chromium.ts'
import { AT_ZERO, Playground } from './playground.ts'

/**
 * The page's rows of `t2 bench --rows page`: measured on the built page, in dist/, in a Chromium with WebGPU, and
 * printed as JSON. A process of its own, so that the command line needs no browser.
 */
const LANES = 5
const TOKENS = 32
const MOVES = 100
/** DESIGN's budgets for a slider, p95 in milliseconds: on a GPU, and on software rendering. */
const BUDGET = { gpu: 100, software: 200 } as const

try {
  process.stdout.write(JSON.stringify(await measure()))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function measure() {
  const server = createStaticServer(join(fileURLToPath(import.meta.url), '../../dist'))
  const site = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/`
  const browser = await launchChromium({ webgpu: true })
  try {
    const page = await browser.newPage()
    // tsx marks functions with this helper, which they do not find in the page.
    await page.addInitScript('globalThis.__name = (named) => named')
    const playground = new Playground(page, site)
    await playground.open(AT_ZERO)
    const slider = await sliderRows(playground)
    const worker = await workerUrl(page)
    // Another document of the same site, so that the page itself does not share the processor.
    await page.goto(`${site}icon.svg`)
    const lanes = await lanesRow(page, site, worker)
    return [lanes, ...slider, await trainingRow(page, site, worker)]
  } finally {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
}

/** Slider input to repainted probabilities, as the page itself marks it. */
async function sliderRows(playground: Playground) {
  const { page } = playground
  const times = await page.evaluate(
    async ({ moves }) => {
      const repaints: number[] = []
      new PerformanceObserver((list) => {
        for (const entry of list.getEntriesByName('slider-to-probabilities')) repaints.push(entry.duration)
      }).observe({ type: 'measure', buffered: false })
      const slider = document.querySelector<HTMLInputElement>('input[type=range][aria-label="α math"]')
      if (!slider) throw new Error('The page has no slider α math.')
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      for (let move = 1; move <= moves; move++) {
        set?.call(slider, String(Math.round((150 * move) / moves) / 100))
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        const seen = repaints.length
        // One move at a time: the next comes once this one is on the screen.
        for (let waited = 0; repaints.length === seen && waited < 1000; waited += 5) await pause(5)
      }
      return repaints
    },
    { moves: MOVES },
  )
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
  const engine = await playground.region('Engine').textContent()
  const software = /swiftshader|llvmpipe|software/i.test(engine ?? '')
  const budget = software ? BUDGET.software : BUDGET.gpu
  const note = `${times.length} repaints of ${MOVES} moves, ${software ? 'software rendering' : 'a GPU'}`
  return (['median', 'p95'] as const).map((which) => {
    const ours = at(which === 'median' ? 0.5 : 0.95)
    const peerName = `budget for p95 on ${software ? 'software rendering' : 'a GPU'}`
    const name = `slider to repainted probabilities, ${which}`
    return { name, ours, peer: budget, peerName, unit: 'ms', ratio: ours / budget, note }
  })
}

/** Five lanes against one in the WebGPU engine, through the page's own worker. */
async function lanesRow(page: Page, site: string, worker: string) {
  const model = `${site}models/tiny/`
  const { oneLaneMs, manyLanesMs } = await page.evaluate(
    async ({ worker, model, lanes, tokens }) => {
      const port = new Worker(worker, { type: 'module' })
      const call = (id: number, kind: string, request: object): Promise<Record<string, number>> =>
        new Promise((resolve, reject) => {
          port.addEventListener('message', ({ data }) => {
            if (data.id !== id) return
            if (data.type === 'result') resolve(data.result)
            if (data.type === 'failure') reject(new Error(data.failure.message))
          })
          port.postMessage({ type: 'call', id, kind, request })
        })
      await new Promise((resolve) => port.addEventListener('message', resolve, { once: true }))
      await call(1, 'open', { source: { kind: 'bundle', url: model }, backend: 'webgpu' })
      return call(2, 'bench', { lanes, tokens })
    },
    { worker, model, lanes: LANES, tokens: TOKENS },
  )
  const ours = (1000 * LANES * TOKENS) / Number(manyLanesMs)
  const peer = (1000 * TOKENS) / Number(oneLaneMs)
  return {
    name: `${LANES} lanes on WebGPU`,
    ours,
    peer,
    peerName: '1 lane, same engine',
    unit: 'tokens/s',
    ratio: ours / peer,
    note: `all lanes together, ${TOKENS} tokens each, decoding alone; a ratio of ${LANES} would mean free lanes`,
  }
}

/** Where the built page keeps its worker: the script that it loaded by that name. */
async function workerUrl(page: Page): Promise<string> {
  const loaded = page.workers().map((worker) => worker.url())
  const url = loaded.find((candidate) => /\/worker-[\w-]+\.js/.test(candidate))
  if (!url) throw new Error('The page runs no worker.')
  return url
}
