import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { DIST } from '../../src/cli/launch/build.mjs'
import type { Prng } from '../../src/core/prng.ts'

/** One thing that somebody might do. It draws what it needs of `prng`, and does nothing where it finds nothing to do it with. */
export interface Action {
  readonly name: string
  /** How often it comes, against the others. */
  readonly weight: number
  readonly run: (page: Page, prng: Prng) => Promise<void>
}

const QUICK = { timeout: 2000 } as const

const TEXTS = [
  '',
  '   ',
  'what is 2 plus 3 ?',
  'eve has 10 cakes , gets 8 more and then gives away 2 . how many cakes now ?',
  'reverse the list a b c',
  '<img src=x onerror=alert(1)>',
  '👩‍👩‍👧‍👦 🙂 é ﷽',
  'שלום עולם، مرحبا',
  'word '.repeat(700),
  'math:9,code:x',
  '../../etc',
  '0',
  '-1',
  '1e999',
  '1.5',
]
const NUMBERS = ['0', '1', '-0.5', '2', '3', '-7', '0.333', '', '1e3', '99999999']
const KEYS = [
  'Tab',
  'Shift+Tab',
  'Enter',
  'Space',
  'Escape',
  'ArrowRight',
  'ArrowLeft',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
]
const SIZES = [
  [320, 640],
  [360, 740],
  [768, 1024],
  [1280, 900],
  [1920, 1080],
] as const

/** Buttons that leave the page or ask the system for something are not for a machine to press. */
const SHUNNED = /print|drucken|choose|files|folder|dateien|ordner/i

/** One of those that are there and can be used. */
async function oneOf(all: Locator, prng: Prng): Promise<Locator | null> {
  const count = await all.count()
  if (count === 0) return null
  const start = prng.integer(count)
  for (let i = 0; i < Math.min(count, 12); i++) {
    const one = all.nth((start + i) % count)
    if ((await one.isVisible()) && (await one.isEnabled())) return one
  }
  return null
}

/** While a dialog is open, only what is in it can be used. */
async function scope(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog')
  return (await dialog.count()) > 0 ? dialog.last() : page.locator('body')
}

type Place = readonly [number, number]

/** With the pressed pointer along the places. */
async function stroke(page: Page, [first, ...others]: readonly [Place, ...Place[]]): Promise<void> {
  await page.mouse.move(...first)
  await page.mouse.down()
  for (const place of others) await page.mouse.move(...place, { steps: 5 })
  await page.mouse.up()
}

async function press(page: Page, prng: Prng, selector: string): Promise<void> {
  const button = await oneOf((await scope(page)).locator(selector), prng)
  if (!button) return
  const name = `${await button.getAttribute('aria-label')} ${await button.textContent()}`
  if (!SHUNNED.test(name)) await button.click(QUICK)
}

async function fill(page: Page, prng: Prng, selector: string, texts: readonly string[]): Promise<void> {
  const field = await oneOf((await scope(page)).locator(selector), prng)
  if (!field) return
  await field.fill(prng.pick(texts), QUICK)
  if (prng.uniform() < 0.6) await field.press(prng.uniform() < 0.5 ? 'Enter' : 'Tab', QUICK)
}

export const ACTIONS: readonly Action[] = [
  {
    name: 'move a slider',
    weight: 10,
    async run(page, prng) {
      const slider = await oneOf((await scope(page)).locator('input[type=range]'), prng)
      if (!slider) return
      const [low, high] = [Number(await slider.getAttribute('min')), Number(await slider.getAttribute('max'))]
      const value = low + prng.uniform() * (high - low)
      await slider.fill(prng.uniform() < 0.2 ? '0' : value.toFixed(2), QUICK)
    },
  },
  {
    name: 'move a slider by keys',
    weight: 5,
    async run(page, prng) {
      const slider = await oneOf((await scope(page)).locator('input[type=range], [role=slider]'), prng)
      await slider?.focus(QUICK)
      for (let i = prng.integer(5); i >= 0; i--)
        await slider?.press(
          prng.pick(['ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown', 'Home', 'End', 'Backspace']),
          QUICK,
        )
    },
  },
  {
    name: 'drag a slider',
    weight: 5,
    async run(page, prng) {
      const slider = await oneOf((await scope(page)).locator('input[type=range]'), prng)
      await slider?.scrollIntoViewIfNeeded(QUICK)
      const box = await slider?.boundingBox()
      if (!box) return
      const at = (): Place => [box.x + prng.uniform() * box.width, box.y + box.height / 2]
      await stroke(page, [at(), at(), at(), at()])
    },
  },
  {
    // Over whatever lies there: a brush, a picture to draw in, a text to mark.
    name: 'drag across the window',
    weight: 2,
    async run(page, prng) {
      const { width, height } = page.viewportSize() ?? { width: 1, height: 1 }
      const at = (): Place => [prng.integer(width), prng.integer(height)]
      await stroke(page, [at(), at(), at()])
    },
  },
  {
    name: 'type a number',
    weight: 5,
    run: (page, prng) => fill(page, prng, '[role=spinbutton]', NUMBERS),
  },
  {
    name: 'type a text',
    weight: 5,
    run: (page, prng) => fill(page, prng, 'textarea, input[type=text]', TEXTS),
  },
  { name: 'press a button', weight: 16, run: (page, prng) => press(page, prng, 'button') },
  {
    name: 'press a button of a part',
    weight: 10,
    async run(page, prng) {
      const parts = page.getByRole('region')
      const part = await oneOf(parts, prng)
      const button = part && (await oneOf(part.getByRole('button'), prng))
      if (
        button &&
        !SHUNNED.test((await button.textContent()) ?? '') &&
        (await page.getByRole('dialog').count()) === 0
      )
        await button.click(QUICK)
    },
  },
  {
    name: 'choose from a list',
    weight: 5,
    async run(page, prng) {
      const list = await oneOf((await scope(page)).locator('select'), prng)
      const count = (await list?.locator('option').count()) ?? 0
      if (list && count > 0) await list.selectOption({ index: prng.integer(count) }, QUICK)
    },
  },
  {
    name: 'tick or switch',
    weight: 5,
    async run(page, prng) {
      const all = (await scope(page)).locator(
        'input[type=checkbox], input[type=radio], [role=switch], summary',
      )
      const one = await oneOf(all, prng)
      await one?.click({ ...QUICK, force: true })
    },
  },
  {
    name: 'press keys',
    weight: 6,
    async run(page, prng) {
      for (let i = prng.integer(6); i >= 0; i--) await page.keyboard.press(prng.pick(KEYS))
    },
  },
  {
    name: 'load an expert',
    weight: 2,
    async run(page, prng) {
      const input = page.locator('input[type=file][aria-label="Load an expert"]').first()
      if ((await input.count()) === 0) return
      const whole = readFileSync(join(DIST, 'models/tiny/experts/math.safetensors'))
      const noise = Buffer.from(Uint8Array.from({ length: prng.integer(200) }, () => prng.integer(256)))
      const buffer = prng.pick([whole, whole.subarray(0, prng.integer(whole.length)), noise])
      await input.setInputFiles(
        { name: 'math.safetensors', mimeType: 'application/octet-stream', buffer },
        QUICK,
      )
    },
  },
  {
    name: 'put the tab to sleep and wake it',
    weight: 1,
    async run(page, prng) {
      const session = await page.context().newCDPSession(page)
      await session.send('Page.setWebLifecycleState', { state: 'frozen' })
      await new Promise((resolve) => setTimeout(resolve, prng.integer(500)))
      await session.send('Page.setWebLifecycleState', { state: 'active' })
      await session.detach()
    },
  },
  {
    name: 'another size of window',
    weight: 3,
    async run(page, prng) {
      const [width, height] = prng.pick(SIZES)
      await page.setViewportSize({ width, height })
    },
  },
  {
    name: 'another theme of the system',
    weight: 1,
    run: (page, prng) =>
      page.emulateMedia({
        colorScheme: prng.pick(['light', 'dark']),
        reducedMotion: prng.pick(['reduce', 'no-preference']),
        forcedColors: prng.pick(['none', 'none', 'active']),
      }),
  },
  {
    name: 'spoil the address',
    weight: 2,
    async run(page, prng) {
      const from = await page.evaluate(() => location.hash)
      const at = prng.integer(from.length + 1)
      const hash = prng.pick([
        `${from.slice(0, at)}${prng.pick(['%', '&', '=', ',', '9', 'é'])}${from.slice(at + 1)}`,
        '',
        '#v=1&lesson=mixing',
        '#v=1&view=results',
        '#v=1&alpha=math:1,code:-0.5,reasoning:0',
      ])
      await page.evaluate((spoiled) => {
        location.hash = spoiled
      }, hash)
    },
  },
  {
    name: 'go back',
    weight: 1,
    // Before the first entry lies an empty tab, where nothing can be looked at.
    run: (page) =>
      page.evaluate(() => {
        if ((navigation.currentEntry?.index ?? 0) > 0) history.back()
      }),
  },
  { name: 'go forward', weight: 1, run: (page) => page.evaluate(() => history.forward()) },
  {
    name: 'load the page again',
    weight: 1,
    async run(page) {
      await page.reload()
    },
  },
]
