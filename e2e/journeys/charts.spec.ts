import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

// The language with a decimal comma: files have points all the same.
test.use({ locale: 'de-DE' })

const CELL = /"((?:[^"]|"")*)"|([^,]+)|(?<=,)(?=,|$)/g

/** Shows a chart as a table and saves that: the cells of its file, without the head. */
async function csvOf(chart: Locator, what: string): Promise<string[][]> {
  const button = chart.getByRole('button', { name: new RegExp(`^${what}.* als CSV sichern$`) })
  const [download] = await Promise.all([chart.page().waitForEvent('download'), button.click()])
  const [, ...lines] = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => [...line.matchAll(CELL)].map(([, quoted, plain]) => quoted ?? plain ?? ''))
}

/** The picture of a chart as it is saved: what its texts say. */
async function wordsOfPicture(chart: Locator, what: string): Promise<string> {
  const button = chart.getByRole('button', { name: new RegExp(`^${what}.* als SVG sichern$`) })
  const [download] = await Promise.all([chart.page().waitForEvent('download'), button.click()])
  const svg = readFileSync(await download.path(), 'utf8')
  expect(svg).toMatch(/^<svg .*<\/svg>$/s)
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join(' ')
}

async function asTable(chart: Locator): Promise<void> {
  await chart.getByRole('switch', { name: 'Als Tabelle zeigen' }).first().check()
}

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** Widths of bars as shares of the place they have. */
const widths = (bars: Locator) =>
  bars.evaluateAll((found) =>
    found.map(
      (bar) => bar.getBoundingClientRect().width / (bar.parentElement?.getBoundingClientRect().width ?? 0),
    ),
  )

/** “–” where one of the models does not have it among its likeliest. */
const share = (text: string | undefined): number => (text === '–' ? 0 : Number(text?.replace('%', '')) / 100)

/** Of shares that are drawn and written: as near as rounding and pixels let them be. */
function expectNear(drawn: readonly number[], written: readonly number[], room = 0.006): void {
  expect(drawn).toHaveLength(written.length)
  for (const [index, value] of written.entries())
    expect(Math.abs((drawn[index] ?? 0) - value)).toBeLessThan(room)
}

test('what bars and cells show is what their CSV says, and their picture holds the words', async ({
  page,
  site,
}) => {
  await page.goto(`${site}#v=1&alpha=math:1.25,code:-0.5,reasoning:0&strategy=classifier`)
  const next = region(page, 'Nächstes Token')
  await expect(page.getByText('Token je Sekunde').or(page.getByText('Tokens pro Sekunde'))).toBeVisible()
  await expect(page.locator('.outputs-words')).toHaveAttribute('aria-busy', 'false')

  const bars = await widths(next.locator('.share-bar > span'))
  expect(await wordsOfPicture(next, 'Nächstes Token')).toContain('angepasst')
  await asTable(next)
  const tokens = await csvOf(next, 'Nächstes Token')
  expectNear(
    bars,
    tokens.flatMap(([, base, adapted]) => [share(base), share(adapted)]),
  )

  const weights = region(page, 'Gewichte der Experten')
  const fills = await weights.locator('.weight-fill').evaluateAll((found) =>
    found.map((fill) => {
      const track = fill.parentElement?.getBoundingClientRect() ?? fill.getBoundingClientRect()
      const { left, right } = fill.getBoundingClientRect()
      const at = (x: number): number => -1 + (3 * (x - track.left)) / track.width
      return Math.abs(at(left)) > Math.abs(at(right)) ? at(left) : at(right)
    }),
  )
  expect(await wordsOfPicture(weights, 'Gewichte der Experten')).toContain('1,25')
  await asTable(weights)
  const alphas = await csvOf(weights, 'Gewichte der Experten')
  expect(alphas.map(([name, alpha]) => [name, alpha])).toEqual([
    ['math', '1.25'],
    ['code', '-0.50'],
    ['reasoning', '0.00'],
  ])
  expectNear(
    fills,
    alphas.map(([, alpha]) => Number(alpha)),
    0.03,
  )

  const twoPass = region(page, 'Zwei Durchgänge')
  await twoPass.getByRole('button', { name: 'Zwei Durchgänge' }).click()
  await expect(twoPass.locator('.category-bars li')).toHaveCount(4)
  const evidence = await widths(twoPass.locator('.category-bars .share-bar > span'))
  await asTable(twoPass)
  expectNear(
    evidence,
    (await csvOf(twoPass, 'Durchgang 1')).map(([, probability]) => share(probability)),
  )

  const confusion = region(page, 'Konfusionsmatrix')
  await confusion.scrollIntoViewIfNeeded()
  const counts = (await confusion.locator('td .count').allInnerTexts()).map((text) =>
    text.replace(/[^\d]/g, ''),
  )
  expect(counts).toHaveLength(16)
  await asTable(confusion)
  expect((await csvOf(confusion, '')).map(([, , count]) => count)).toEqual(counts)
})
