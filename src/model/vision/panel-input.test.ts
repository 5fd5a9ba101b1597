import { describe, expect, it } from 'vitest'
import { FIELD, FIELD_WINDOWS, panelInputs, WINDOW } from './panel-input.ts'
import { blankPicture, checkPicture, PANEL, PICTURE, panelBox, panelPixels } from './picture.ts'

/** A plus sign in one panel. */
function plusIn(panel: number, ink = 1, paper = 0): Float32Array {
  const picture = blankPicture().fill(paper)
  const { x, y } = panelBox(panel)
  for (let i = -6; i <= 6; i++) {
    for (const [dx, dy] of [
      [i, 0],
      [i, 1],
      [0, i],
      [1, i],
    ] as const) {
      picture[(y + 12 + dy) * PICTURE.width + x + 14 + dx] = ink
    }
  }
  return picture
}

describe('panelInputs', () => {
  it.each([0, 1, 2, 3])('finds what is drawn in panel %i alone', (panel) => {
    expect(panelInputs(plusIn(panel)).map((input) => input.panel)).toEqual([panel])
    const own = panelInputs(plusIn(panel))[0]!.windows
    expect(own).toEqual(panelInputs(plusIn(0))[0]!.windows)
  })

  it('sees nothing on paper of any grey, speckled or not', () => {
    for (const paper of [0, 0.3, 1]) expect(panelInputs(blankPicture().fill(paper))).toEqual([])
    const speckled = blankPicture().map((_, i) => (i % 29 === 0 ? 0.5 : 0))
    expect(panelInputs(speckled)).toEqual([])
  })

  it('evens out faint ink, grey paper, and light ink on dark paper', () => {
    const [reference] = panelInputs(plusIn(2))
    for (const [ink, paper] of [
      [0.5, 0],
      [1, 0.2],
      [0, 1],
      [0.1, 0.7],
    ] as const) {
      const [seen] = panelInputs(plusIn(2, ink, paper))
      seen!.windows.forEach((value, i) => {
        expect(value).toBeCloseTo(reference!.windows[i]!, 5)
      })
    }
  })

  it.each([
    ['first', 0, 0, 0],
    ['last', PANEL.width - 2, PANEL.height - 2, WINDOW.count - 1],
  ])('takes for the strongest ink the mean of nine pixels, up to the %s corner', (_, left, top, window) => {
    const picture = blankPicture()
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const)
      picture[(top + dy) * PICTURE.width + left + dx] = 1
    const own = panelInputs(picture)[0]!.windows.subarray(
      window * WINDOW.pixels,
      (window + 1) * WINDOW.pixels,
    )
    expect([...own].filter((value) => value !== 0)).toEqual(
      [9, 9, 9, 9].map((nine) => expect.closeTo(nine / 4, 5)),
    )
  })

  it('takes what most pixels are for paper, wherever the ink is', () => {
    const picture = blankPicture()
    picture.fill(1, 8 * PICTURE.width, 16 * PICTURE.width)
    const windows = panelInputs(picture)[0]?.windows
    expect(new Set(windows)).toEqual(new Set([0, 1]))
    expect(windows?.[0]).toBe(0)
  })

  it('cuts overlapping windows that hold every pixel where it belongs', () => {
    const picture = plusIn(1)
    const pixels = panelPixels(picture, 1)
    const [seen] = panelInputs(picture)
    const scale = Math.max(...seen!.windows)
    for (let window = 0; window < WINDOW.count; window++) {
      const [left, top] = [4 * (window % WINDOW.columns), 4 * Math.floor(window / WINDOW.columns)]
      for (let at = 0; at < WINDOW.pixels; at++) {
        const pixel = pixels[(top + Math.floor(at / 8)) * PANEL.width + left + (at % 8)]!
        expect(seen!.windows[window * WINDOW.pixels + at]).toBeCloseTo(pixel * scale, 5)
      }
    }
  })
})

it('fields are 3 × 3 windows and cover every window', () => {
  expect(FIELD_WINDOWS).toHaveLength(FIELD.count)
  expect(FIELD_WINDOWS[0]).toEqual([0, 1, 2, 7, 8, 9, 14, 15, 16])
  expect(FIELD_WINDOWS.at(-1)).toEqual([18, 19, 20, 25, 26, 27, 32, 33, 34])
  expect(new Set(FIELD_WINDOWS.flat()).size).toBe(WINDOW.count)
})

it.each([
  ['too small', new Float32Array(10)],
  ['negative', blankPicture().fill(-0.1, 5, 6)],
  ['beyond ink', blankPicture().fill(1.01, 5, 6)],
  ['no number', blankPicture().fill(Number.NaN, 5, 6)],
])('checkPicture refuses a picture that is %s', (_, picture) => {
  expect(() => checkPicture(picture)).toThrowError(expect.objectContaining({ code: 'bad-input' }))
})
