import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import type { Playground } from '../playground.ts'

const MOVES = 100
const PRESSES = 12
/** What a visitor feels as at once (Interaction to Next Paint, good). */
const NEXT_PAINT_MS = 200
const RESULTS = join(fileURLToPath(import.meta.url), '../../../test-results/measured')

/** Presses the thumb of α math and gives a function that drags it to a share of the track. */
async function grab({ page, slider }: Playground): Promise<(share: number) => Promise<void>> {
  const thumb = slider.call({ page } as Playground, 'math')
  const box = await thumb.boundingBox()
  if (!box) throw new Error('The slider has no place on the page.')
  const y = box.y + box.height / 2
  const at = (share: number): number => box.x + 12 + share * (box.width - 24)
  // α = 0 lies a third of the way from −1 to 2.
  await page.mouse.move(at(1 / 3), y)
  await page.mouse.down()
  return (share) => page.mouse.move(at(share), y)
}

test('after a fast drag the newest value wins, and nothing older comes later', async ({ playground }) => {
  await playground.open()
  const { page } = playground
  const drag = await grab(playground)
  for (let move = 0; move <= 60; move++) await drag(1 / 3 + (2 / 3) * Math.abs(Math.sin(move / 7)))
  await drag(0.9)
  await page.mouse.up()
  const alpha = Number(await playground.slider('math').inputValue())
  expect(alpha).toBeGreaterThan(1.4)
  await playground.recomputed()
  const afterDrag = await playground.answer('Adapted output')
  const tokens = await playground.nextTokens()
  await page.waitForTimeout(1500)
  expect(await playground.answer('Adapted output')).toBe(afterDrag)
  expect(await playground.nextTokens()).toBe(tokens)

  await playground.setAlpha('math', 0)
  await playground.setAlpha('math', alpha)
  expect(await playground.answer('Adapted output')).toBe(afterDrag)
  expect(await playground.nextTokens()).toBe(tokens)
})

test('probabilities follow the thumb while it moves; how fast is written down', async ({
  playground,
  webgpu,
}) => {
  await playground.open()
  const { page } = playground
  await page.evaluate(() => {
    const seen = { repaints: [] as number[], longTasks: [] as number[], inputs: [] as number[] }
    Object.assign(window, { seen })
    const collect = (type: string, into: number[]): void =>
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) into.push(entry.duration)
      }).observe({ type, buffered: false })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName('slider-to-probabilities')) seen.repaints.push(entry.duration)
    }).observe({ type: 'measure', buffered: false })
    collect('longtask', seen.longTasks)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ('interactionId' in entry && Number(entry.interactionId) > 0) seen.inputs.push(entry.duration)
      }
    }).observe({ type: 'event', buffered: false, durationThreshold: 16 } as PerformanceObserverInit)
  })
  const before = await playground.nextTokens()
  const drag = await grab(playground)
  for (let move = 1; move <= MOVES; move++) {
    await drag(1 / 3 + (move / MOVES) * 0.6)
    await page.waitForTimeout(50)
  }
  expect(await playground.nextTokens()).not.toBe(before)
  await page.mouse.up()
  await playground.recomputed()
  const seen = await page.evaluate(
    () => (window as unknown as { seen: Record<'repaints' | 'longTasks' | 'inputs', number[]> }).seen,
  )
  expect(seen.repaints.length).toBeGreaterThan(0)
  const report = {
    what: 'slider input to repainted probabilities, milliseconds',
    backend: webgpu ? 'webgpu' : 'wasm',
    date: new Date().toISOString(),
    moves: MOVES,
    repaints: summary(seen.repaints),
    longTasks: summary(seen.longTasks),
    slowInteractions: summary(seen.inputs),
  }
  mkdirSync(RESULTS, { recursive: true })
  writeFileSync(join(RESULTS, `dragging-${report.backend}.json`), `${JSON.stringify(report, null, 2)}\n`)
  console.log(`    ${JSON.stringify(report)}`)
})

test('a slider moved by keys is painted within 200 ms', async ({ playground }) => {
  await playground.open()
  const { page } = playground
  await page.evaluate(() => {
    const longest = new Map<number, number>()
    Object.assign(window, { longest })
    new PerformanceObserver((list) => {
      for (const { duration, ...entry } of list.getEntries().map((entry) => entry.toJSON()))
        longest.set(entry.interactionId, Math.max(duration, longest.get(entry.interactionId) ?? 0))
    }).observe({ type: 'event', buffered: false, durationThreshold: 16 } as PerformanceObserverInit)
  })
  const durations = () =>
    page.evaluate(() => {
      const { longest } = window as unknown as { longest: ReadonlyMap<number, number> }
      return [...longest].filter(([interaction]) => interaction > 0).map(([, duration]) => duration)
    })
  await playground.slider('math').focus()
  for (let press = 0; press < PRESSES; press++) {
    await page.keyboard.press('ArrowRight')
    await painted(page)
  }
  await playground.recomputed()
  const slow = (await durations()).filter((duration) => duration > NEXT_PAINT_MS)
  // Most of them and not each: a busy machine holds up one or the other.
  expect(slow.length, `of ${PRESSES} presses took ${slow.join(', ')} ms`).toBeLessThan(PRESSES / 2)

  // What takes long is seen.
  await page.evaluate((ms) => {
    const block = (): void => {
      const end = performance.now() + ms
      while (performance.now() < end);
    }
    addEventListener('keydown', block, { once: true })
  }, 2 * NEXT_PAINT_MS)
  await page.keyboard.press('ArrowRight')
  await expect
    .poll(async () => Math.max(...(await durations())), { message: 'a press that blocks the page' })
    .toBeGreaterThanOrEqual(2 * NEXT_PAINT_MS)
})

/** Two frames: what was to be painted is. */
function painted(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  )
}

function summary(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
  return { count: sorted.length, median: at(0.5), p95: at(0.95), most: at(1) }
}
