import type { CDPSession, Page } from '@playwright/test'
import { Invariants } from './invariants.ts'

/** What went wrong, in words. */
export class SoakFailure extends Error {}

/** Without an end in sight after this long, and with nothing to stop it by, the page is stuck. Milliseconds. */
const STUCK_MS = 45_000
const ADDRESS_MS = 700
/**
 * What a page may hold of nodes, listeners and heap, whatever was done with it, and of buffers on the graphics device more
 * than at its emptiest rest. There the embedded model held the same number whenever it was looked at.
 */
const MOST = { nodes: 120_000, listeners: 20_000, heapBytes: 300e6, moreBuffers: 16 }

/** Text that a number which is none leaves on a screen, or a value that nobody meant to show. */
const ODD_TEXT = /\bNaN\b|\bundefined\b|\[object \w+\]|\bInfinity\b/

export interface Watch {
  /** What must hold at any time. @throws SoakFailure */
  always(): Promise<void>
  /** Ends or stops whatever runs, and checks what must hold when all is calm. @throws SoakFailure */
  calm(): Promise<void>
}

/** Watches a page from now on. */
export async function watch(page: Page, site: string): Promise<Watch> {
  const errors: string[] = []
  const invariants = new Invariants(page)
  page.on('console', (message) => {
    // What another host answers, or that there is none, is not the page's to say.
    const isElsewhere =
      !message.location().url.startsWith(site) && message.text().startsWith('Failed to load')
    if (message.type() === 'error' && !isElsewhere) errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(`${error.name}: ${error.message}`))
  page.on('crash', () => errors.push('the page crashed'))
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined))
  const session: CDPSession = await page.context().newCDPSession(page)

  async function always(): Promise<void> {
    if (errors.length > 0) throw new SoakFailure(`an error: ${errors.join(' | ')}`)
    const seen = await page.evaluate(() => {
      // biome-ignore lint/performance/useDomNodeTextContent: what is not rendered is not on the screen
      const text = document.body?.innerText ?? ''
      const over = document.documentElement.scrollWidth - document.documentElement.clientWidth
      return { text, over }
    })
    if (seen.text.trim() === '') await notBlank()
    const odd = ODD_TEXT.exec(seen.text)
    if (odd)
      throw new SoakFailure(`“${seen.text.slice(Math.max(0, odd.index - 60), odd.index + 40)}” on the screen`)
    if (seen.over > 1) await fits()
  }

  /** Charts follow a new size of the window a moment later. */
  async function fits(): Promise<void> {
    const widest = () => {
      const { scrollWidth, clientWidth } = document.documentElement
      if (scrollWidth <= clientWidth + 1) return null
      // What lies in something that scrolls or cuts it off makes no page wider.
      const isLoose = (element: Element | null): boolean =>
        element === null ||
        element === document.body ||
        (getComputedStyle(element).overflowX === 'visible' && isLoose(element.parentElement))
      const outside = [...document.querySelectorAll('body *')].filter(
        (element) =>
          element.getBoundingClientRect().right > clientWidth + 1 && isLoose(element.parentElement),
      )
      return `${scrollWidth} px in a window of ${clientWidth}: ${outside.at(-1)?.outerHTML.slice(0, 200)}`
    }
    for (let tries = 0; tries < 8; tries++) {
      if ((await page.evaluate(widest)) === null) return
      await page.waitForTimeout(250)
    }
    throw new SoakFailure(`the page is too wide, ${await page.evaluate(widest)}`)
  }

  /** While it is loaded again it may be. */
  async function notBlank(): Promise<void> {
    await page
      .waitForFunction(() => document.body?.textContent?.trim() !== '', null, { timeout: 10_000 })
      .catch(() => {
        throw new SoakFailure('the page is blank')
      })
  }

  async function busy(): Promise<string | null> {
    return page.evaluate(() => {
      const shown = (element: Element) => element.getClientRects().length > 0
      // What rests shows how far it has come all the same.
      const rests = (element: Element) =>
        element.closest('[aria-busy]')?.getAttribute('aria-busy') === 'false'
      const found = [...document.querySelectorAll('[aria-busy=true], progress, [role=progressbar]')].find(
        (element) => shown(element) && !rests(element),
      )
      return found ? found.outerHTML.slice(0, 200) : null
    })
  }

  /** Waits for the end of what runs; stops what takes long. */
  async function settle(): Promise<void> {
    await page.keyboard.press('Escape')
    const started = Date.now()
    for (;;) {
      const part = await busy()
      await always()
      if (part === null) return
      const waited = Date.now() - started
      if (waited > STUCK_MS) throw new SoakFailure(`${part} never comes to an end`)
      const stop = page.getByRole('button', { name: /^(Stop|Cancel|Pause|Abbrechen|Anhalten|Stopp)/ }).first()
      if (waited > 5000 && (await stop.isVisible()))
        await stop.click({ timeout: 1000 }).catch(() => undefined)
      await page.waitForTimeout(250)
    }
  }

  /** Fewest buffers on the graphics device at any rest, by what the page says is there. */
  let fewestBuffers = Number.POSITIVE_INFINITY

  async function gpuMemory(): Promise<void> {
    const text = await page.evaluate(() => document.body?.textContent ?? '')
    const [, count] = / in (\d+) (?:buffers|Puffern)/.exec(text) ?? []
    if (count === undefined) return
    fewestBuffers = Math.min(fewestBuffers, Number(count))
    if (Number(count) > fewestBuffers + MOST.moreBuffers)
      throw new SoakFailure(
        `${count} buffers are held on the graphics device, where ${fewestBuffers} were enough`,
      )
  }

  async function calm(): Promise<void> {
    await settle()
    // The address follows the page after a rest.
    await page.waitForTimeout(ADDRESS_MS)
    await settle()
    const broken = await invariants.broken()
    if (broken !== null) throw new SoakFailure(broken)
    await gpuMemory()
    await session.send('HeapProfiler.collectGarbage')
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    if (nodes > MOST.nodes) throw new SoakFailure(`${nodes} nodes are held`)
    if (jsEventListeners > MOST.listeners) throw new SoakFailure(`${jsEventListeners} listeners are held`)
    if (usedSize > MOST.heapBytes) throw new SoakFailure(`the heap holds ${Math.round(usedSize / 1e6)} MB`)
  }

  return { always, calm }
}
