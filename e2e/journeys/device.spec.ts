import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { DIST } from '../../src/cli/launch/build.mjs'
import { readBundle } from '../../src/model/bundle.ts'
import { readExpert, writeExpert } from '../../src/model/expert-file.ts'
import { launchChromium } from '../chromium.ts'
import { test as base, expect } from '../fixtures.ts'
import { Playground } from '../playground.ts'
import { ELSEWHERE, makeRandomModel, serveElsewhere } from '../random-model.ts'

/*
 * Graphics devices that go away, compute wrong or are too small. Each test has a browser of its own, which goes on giving
 * devices to a page that has lost two: by default it gives none for some minutes.
 */
const test = base.extend<{ readonly own: Browser; readonly playground: Playground }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter list
  own: async ({}, use) => {
    const browser = await launchChromium({
      webgpu: true,
      flags: ['--disable-domain-blocking-for-3d-apis'],
    })
    await use(browser)
    await browser.close()
  },
  playground: async ({ own, site }, use) => use(new Playground(await own.newPage(), site)),
})

async function crash(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  await session.send('Browser.crashGpuProcess').catch(() => undefined)
  await session.detach()
}

/**
 * Has an answer and then `again` repeated, until the graphics process died while `again`'s adapted answer was being
 * written: as soon as so many of its tokens can be seen. On a busy machine an answer may come in one piece.
 */
async function crashWhileStreaming(page: Page, browser: Browser) {
  let hasCrashed = false
  await page.exposeFunction('crashNow', async () => {
    hasCrashed = true
    await crash(browser)
  })
  return async (tokens: number, other: () => Promise<void>, again: () => Promise<void>): Promise<void> => {
    hasCrashed = false
    while (!hasCrashed) {
      await other()
      const observer = await page.evaluateHandle((wanted) => {
        const body = document.querySelector('.output-adapted .output-body')
        const observer = new MutationObserver(() => {
          const run = body?.querySelectorAll('.token-run > span:not(.stale):not(.caret)') ?? []
          if (body?.getAttribute('aria-busy') !== 'true' || run.length < wanted) return
          observer.disconnect()
          void (globalThis as unknown as { crashNow(): Promise<void> }).crashNow()
        })
        if (body) observer.observe(body, { subtree: true, childList: true })
        return observer
      }, tokens)
      await again()
      await observer.evaluate((armed) => armed.disconnect())
    }
  }
}

/** Long and sampled: it differs from token to token with the seed. */
const LONG = '#v=1&alpha=math:1,code:0,reasoning:0&temperature=2&tokens=128&seed='

test('a sentence goes on where it was when the graphics process dies: on the GPU, and the second time on the CPU', async ({
  own,
  playground,
}) => {
  const { page } = playground
  await playground.open(`${LONG}7`)
  const engine = playground.region('Engine')
  const answers = async () => [
    await playground.answer('Base output'),
    await playground.answer('Adapted output'),
  ]
  const whole = await answers()
  const seed = engine.getByRole('spinbutton', { name: 'Seed' })
  const ask = async (value: number): Promise<void> => {
    await seed.fill(String(value))
    await seed.press('Enter')
    await playground.recomputed()
  }
  const crashing = await crashWhileStreaming(page, own)
  const askOther = () => ask(8)
  const askAgain = () => ask(7)

  await crashing(6, askOther, askAgain)
  expect(await answers()).toEqual(whole)
  await expect(engine).toContainText('WebGPU:')
  await expect(engine).toContainText('in use, lost once so far')
  await expect(playground.slider('math')).toHaveValue('1')

  await crashing(9, askOther, askAgain)
  expect(await answers()).toEqual(whole)
  await expect(engine).toContainText('CPU (WebAssembly)')
  const notice = page.getByRole('status').filter({ hasText: 'The CPU computes now.' })
  await expect(notice).toContainText('The graphics device was lost 2 times')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await playground.setAlpha('math', 0)
  expect(await playground.answer('Adapted output')).toBe(whole[0])

  await notice.getByRole('button', { name: 'Try the GPU again' }).click()
  await expect(engine).toContainText('WebGPU:')
  await expect(notice).toHaveCount(0)
  await playground.setAlpha('math', 1)
  expect(await answers()).toEqual(whole)
})

/** An error that nobody catches in one of the page's model workers, as a browser reports it of one that ran out of memory. */
async function stopWorker(page: Page, which: number): Promise<void> {
  const worker = page.workers().filter((running) => /\/worker-[\w-]+\.js$/.test(running.url()))[which]
  const closed = worker?.waitForEvent('close')
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new RangeError('out of memory')
    })
  })
  await closed
}

test('a training loses no step when the graphics process, the model’s worker and its own worker die', async ({
  own,
  playground,
}) => {
  const { page } = playground
  await playground.open()
  test.setTimeout(180_000)
  const base = await playground.answer('Base output')
  const region = playground.region('Train an expert')
  await region.scrollIntoViewIfNeeded()
  await region.getByRole('combobox', { name: 'Family' }).selectOption('math-hard')
  await region.getByRole('spinbutton', { name: 'Steps' }).fill('2')
  await region.getByRole('textbox', { name: 'Name' }).fill('sums')
  await region.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(region.getByText(/step 1 of 2/)).toBeVisible({ timeout: 60_000 })

  await crash(own)
  await stopWorker(page, 0)
  await playground.setAlpha('math', 1)
  await playground.setAlpha('math', 0)
  expect(await playground.answer('Base output')).toBe(base)
  await expect(page.getByRole('alert')).toHaveCount(0)

  await stopWorker(page, 0)
  await expect(region.getByRole('alert')).toContainText('out of memory')
  await region.getByRole('button', { name: 'Resume' }).click()
  await expect(region.getByText('α sums is on the sliders, at 0.')).toBeVisible({ timeout: 60_000 })
  await playground.setAlpha('sums', 1)
  expect(await playground.answer('Adapted output')).not.toBe('')
})

test('a checkpoint that is being factored becomes a model with sliders, whatever becomes of the graphics process', async ({
  own,
  playground,
}) => {
  const { page } = playground
  const model = await makeRandomModel()
  await playground.open()
  await page.getByRole('button', { name: /^Open a model/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Open a model' })
  await dialog.getByRole('radio', { name: 'Your files' }).check()
  await dialog
    .getByLabel('Choose files')
    .and(page.locator('input'))
    .setInputFiles([...model.files])
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await playground.settled()
  const dense = await playground.answer('Base output')

  const bar = page.getByRole('region', { name: 'Factor this model' })
  await bar.getByRole('button', { name: 'Factor this model' }).click()
  await crash(own)
  await expect(bar).toHaveCount(0)
  await model.remove()
  await expect(playground.region('Experts')).toContainText('No experts for this model yet')
  await playground.settled()
  expect(await playground.answer('Base output')).toBe(dense)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(playground.region('Engine')).toContainText('WebGPU:')
})

/** The embedded expert for math, its numbers as large as a file may have them. */
async function hugeExpert(): Promise<Buffer> {
  const read = (path: string) => readFile(join(DIST, 'models/tiny', path))
  const { model } = await readBundle(read)
  const expert = readExpert(await read('experts/math.safetensors'), model.adapted, 'math')
  const z = new Map([...expert.z].map(([name, values]) => [name, values.map((value) => 1e37 * value)]))
  return Buffer.from(writeExpert({ ...expert, name: 'huge', z }))
}

test('a device that computes wrong is not used, and a mix that overflows is an error with a layer in it', async ({
  playground,
}) => {
  const { page, site } = playground
  let planted = 0
  await page.route('**/assets/*.js', async (route) => {
    const response = await route.fetch()
    const text = await response.text()
    const wrong = text.replaceAll('gate * sigmoid * up', 'gate * up')
    if (wrong !== text) planted += 1
    await route.fulfill({ response, body: wrong })
  })
  await page.goto(`${site}#v=1&mode=paper&alpha=math:1,code:0,reasoning:0`)
  await playground.ready()
  expect(planted).toBeGreaterThan(0)
  const engine = playground.region('Engine')
  const wrong = "CPU (WebAssembly) because this device's WebGPU gives other numbers than the reference"
  await expect(engine).toContainText(wrong)
  expect(await playground.answer('Adapted output')).not.toBe('')
  await engine.getByRole('button', { name: 'Try the GPU again' }).click()
  await expect(engine.getByRole('button', { name: 'Try the GPU again' })).toBeEnabled()
  await expect(engine).toContainText(wrong)

  const load = playground.region('Train an expert').locator('input[aria-label="Load an expert"]')
  await playground.region('Train an expert').scrollIntoViewIfNeeded()
  const buffer = await hugeExpert()
  await load.setInputFiles({ name: 'huge.safetensors', mimeType: 'application/octet-stream', buffer })
  const base = await playground.answer('Base output')
  await playground.setAlpha('huge', 1)
  const adapted = playground.region('Adapted output')
  await expect(adapted).toContainText(/numbers that are not finite, first in the keys and values of layer \d/)
  expect(await playground.answer('Base output')).toBe(base)
  await playground.setAlpha('huge', 0)
  expect(await playground.answer('Adapted output')).not.toBe('')
})

/** Of a JavaScript heap: compiled code and caches come and go. Weights of one model are more. */
const SLACK = 2 * 2 ** 20

interface HeapUsage {
  readonly usedSize: number
  /** Of array buffers, where the browser tells it. */
  readonly backingStorageSize?: number
}

/** Measures the JavaScript heaps of the page and of its model's worker, garbage collected before, in bytes. */
async function heapsOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  let worker = ''
  let lastId = 0
  const waiting = new Map<number, (usage: HeapUsage) => void>()
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (/\/worker-[\w-]+\.js$/.test(targetInfo.url)) worker = sessionId
  })
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message)
    waiting.get(id)?.(result)
  })
  const autoAttach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false }
  await session.send('Target.setAutoAttach', autoAttach)
  const ask = (method: string): Promise<HeapUsage> =>
    new Promise((resolve) => {
      lastId += 1
      waiting.set(lastId, resolve)
      const message = JSON.stringify({ id: lastId, method })
      void session.send('Target.sendMessageToTarget', { sessionId: worker, message })
    })
  return async () => {
    await session.send('HeapProfiler.collectGarbage')
    await ask('HeapProfiler.collectGarbage')
    const usages = [await session.send('Runtime.getHeapUsage'), await ask('Runtime.getHeapUsage')]
    return usages.reduce(
      (sum, { usedSize, backingStorageSize = 0 }) => sum + usedSize + backingStorageSize,
      0,
    )
  }
}

test('200 slider moves, 20 answers and 5 changes of the model leave no memory behind', async ({
  playground,
}) => {
  const { page } = playground
  test.setTimeout(180_000)
  const model = await makeRandomModel()
  await serveElsewhere(page, model)
  await playground.open()
  const header = page.getByRole('button', { name: /^Open a model/ })
  const dialog = page.getByRole('dialog', { name: 'Open a model' })
  const change = async (place: string, address?: string): Promise<void> => {
    await header.click()
    await dialog.getByRole('radio', { name: place }).check()
    if (address) {
      await dialog.getByRole('textbox', { name: 'Address of a bundle’s folder' }).fill(address)
      await page.keyboard.press('Enter')
    }
    await dialog.getByRole('button', { name: 'Open', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    await playground.recomputed()
  }
  const move = async (times: number): Promise<void> => {
    await playground.slider('math').focus()
    for (let i = 0; i < times; i++) await page.keyboard.press(i % 100 < 50 ? 'ArrowRight' : 'ArrowLeft')
    await playground.recomputed()
  }
  const answer = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await playground.ask(`what is ${i} plus 2 ?`)
  }
  // Whatever is made once is made now: both models, charts, caches.
  await change('Address', `${ELSEWHERE}random`)
  await change('This page')
  await move(20)
  await answer(3)
  const gpu = playground.region('Engine').getByText(/ in \d+ buffers/)
  const measure = async () => {
    const [megabytes = 0, buffers = 0] = ((await gpu.textContent()) ?? '').match(/[\d.]+/g)?.map(Number) ?? []
    return { heap: await heaps(), megabytes, buffers }
  }
  const heaps = await heapsOf(page)
  const before = await measure()

  await move(200)
  await answer(20)
  const used = await measure()
  for (let i = 0; i < 5; i++) {
    if (i % 2 === 0) await change('Address', `${ELSEWHERE}random`)
    else await change('This page')
  }
  await change('This page')
  await answer(1)
  const changed = await measure()
  await model.remove()
  expect(before.buffers).toBeGreaterThan(0)
  expect(used).toMatchObject({ megabytes: before.megabytes, buffers: before.buffers })
  expect(changed.megabytes).toBeLessThanOrEqual(before.megabytes)
  expect(changed.buffers).toBe(before.buffers)
  expect(used.heap - before.heap).toBeLessThan(SLACK)
  expect(changed.heap - used.heap).toBeLessThan(SLACK)
})
