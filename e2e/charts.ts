import { readFileSync } from 'node:fs'
import { expect, type Locator } from '@playwright/test'

/** A field of a line: quoted, bare, or empty between commas. */
const FIELD = /"((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)/g

/** What the button of this name saves, as text. */
async function saved(button: Locator): Promise<string> {
  const [download] = await Promise.all([button.page().waitForEvent('download'), button.click()])
  return readFileSync(await download.path(), 'utf8')
}

/** The lines of a CSV file that a button saves, the head among them. */
export async function savedCsv(button: Locator): Promise<string[][]> {
  return (await saved(button))
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(FIELD)]
        .slice(0, line.match(FIELD)?.at(-1) === '' ? -1 : undefined)
        .map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ''),
    )
}

/** What is written in a picture that a button saves as SVG, and how wide its boxes are. */
export async function savedPicture(button: Locator): Promise<{ words: string; widths: number[] }> {
  const svg = await saved(button)
  expect(svg).toMatch(/^<svg .*<\/svg>$/s)
  return {
    words: [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join(' '),
    widths: [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width)),
  }
}

/** Widths of bars as shares of the place they have. */
export function widths(bars: Locator): Promise<number[]> {
  return bars.evaluateAll((found) =>
    found.map(
      (bar) => bar.getBoundingClientRect().width / (bar.parentElement?.getBoundingClientRect().width ?? 0),
    ),
  )
}

/** How high the middles of marks stand within a frame, 0 at its foot and 1 at its head. */
export async function heights(marks: Locator, frame: Locator): Promise<number[]> {
  const place = await frame.evaluate((element) => element.getBoundingClientRect().toJSON())
  const middles = await marks.evaluateAll((found) =>
    found.map((mark) => mark.getBoundingClientRect()).map(({ top, height }) => top + height / 2),
  )
  return middles.map((middle) => 1 - (middle - place.top) / place.height)
}

/** `12.3%` as 0.123; “–”, where there is nothing to draw, as 0. */
export function share(text: string | undefined): number {
  return text === '–' ? 0 : Number(text?.replace('%', '')) / 100
}

/** Of what is drawn and what is written: as near as rounding and pixels let them be. */
export function expectNear(drawn: readonly number[], written: readonly number[], room = 0.006): void {
  const far = written.filter((value, index) => !(Math.abs((drawn[index] ?? Number.NaN) - value) < room))
  expect({ count: drawn.length, far }, `${drawn} beside ${written}`).toEqual({
    count: written.length,
    far: [],
  })
}
