import type { Locator, Page } from '@playwright/test'
import { expectNear, savedCsv, savedPicture, share, widths } from '../charts.ts'
import { expect, test } from '../fixtures.ts'

// The language with a decimal comma: files have points all the same.
test.use({ locale: 'de-DE' })

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const button = (chart: Locator, what: string) => chart.getByRole('button', { name: `${what} sichern` })

/** Shows the first chart of a region as a table and saves that: the lines of its file, without the head. */
async function csvOf(chart: Locator): Promise<string[][]> {
  await chart.getByRole('switch', { name: 'Als Tabelle zeigen' }).first().check()
  return (await savedCsv(button(chart, 'als CSV').first())).slice(1)
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
  expect((await savedPicture(button(next, 'Nächstes Token als SVG'))).words).toContain('angepasst')
  const tokens = await csvOf(next)
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
  const picture = await savedPicture(button(weights, 'Gewichte der Experten als SVG'))
  expect(picture.words).toContain('1,25')
  const track = await weights
    .locator('.weight-track')
    .first()
    .evaluate((one) => one.clientWidth)
  for (const alpha of [1.25, 0.5])
    expect(picture.widths.some((width) => Math.abs(width - (track * alpha) / 3) < 1)).toBe(true)
  const alphas = await csvOf(weights)
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
  expectNear(
    evidence,
    (await csvOf(twoPass)).map(([, probability]) => share(probability)),
  )

  const confusion = region(page, 'Konfusionsmatrix')
  await confusion.scrollIntoViewIfNeeded()
  const counts = (await confusion.locator('td .count').allInnerTexts()).map((text) =>
    text.replace(/[^\d]/g, ''),
  )
  expect(counts).toHaveLength(16)
  expect((await csvOf(confusion)).map(([, , count]) => count)).toEqual(counts)
})

test('what charts of measured numbers show is what their CSV says', async ({ page, site }) => {
  await page.goto(`${site}#v=1&show=prompt,accuracy`)
  const accuracy = region(page, 'Gemessene Genauigkeit')
  await accuracy.scrollIntoViewIfNeeded()
  await expect(accuracy.locator('.recharts-line-curve')).toHaveCount(3)
  const bars = await accuracy.locator('.recharts-bar').evaluateAll((experts) =>
    experts.map((expert) => {
      const grid = expert.closest('svg')?.querySelector('.recharts-cartesian-grid-horizontal')
      const whole = grid?.getBoundingClientRect().height ?? 0
      return [...expert.querySelectorAll('.recharts-bar-rectangle')].map(
        (bar) => (bar.querySelector('path')?.getBoundingClientRect().height ?? 0) / whole,
      )
    }),
  )
  const lines = await accuracy.locator('.recharts-line-curve').evaluateAll((curves) =>
    curves.map((curve) => {
      const grid = curve.closest('svg')?.querySelector('.recharts-cartesian-grid-horizontal')
      const place = grid?.getBoundingClientRect()
      const above = curve.closest('svg')?.getBoundingClientRect().top ?? 0
      const foot = (place?.bottom ?? 0) - above
      return [...(curve.getAttribute('d') ?? '').matchAll(/[ML][-\d.]+,([-\d.]+)/g)].map(
        ([, y]) => (foot - Number(y)) / (place?.height ?? 0),
      )
    }),
  )
  const families = await csvOf(accuracy)
  for (const [index, drawn] of bars.entries())
    expectNear(
      drawn,
      families.map((cells) => Number(cells[1 + 3 * index])),
    )
  const curves = accuracy.locator('.slider-curves')
  const along = (await savedCsv(button(curves, 'als CSV'))).slice(1)
  for (const [index, drawn] of lines.entries())
    expectNear(
      drawn,
      along.map((cells) => share(cells[1 + index])),
    )

  await page.goto(`${site}#v=1&view=results&experiment=training-tasks`)
  const figure = page.locator('.bar-figure').first()
  await expect(figure).toBeVisible()
  const fills = await widths(figure.locator('.bar-fill'))
  const rows = await savedCsv(page.getByRole('button', { name: 'CSV herunterladen' }).first())
  const [, first] = rows
  const own = rows.filter(([source, caption]) => source === 'ours' && caption === first?.[1])
  // Each bar stands in a row of its table; of numbers there is none.
  expectNear(
    fills,
    own.filter(([, , , , unit]) => unit === 'percent').map(([, , , , , value]) => Number(value)),
    0.02,
  )
})
