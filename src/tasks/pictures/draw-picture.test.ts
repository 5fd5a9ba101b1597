import { describe, expect, it } from 'vitest'
import { createPrng } from '../../core/prng.ts'
import { panelInputs } from '../../model/vision/panel-input.ts'
import { blankPicture, checkPicture, PICTURE, panelBox } from '../../model/vision/picture.ts'
import { KINDS, NAMES, THINGS } from '../lexicon.ts'
import { drawPicture } from './draw-picture.ts'
import { DIGITS, type GlyphSet, glyphStrokes, LETTERS, SHAPES } from './glyphs.ts'
import type { Panel } from './panel.ts'
import { drawStrokes } from './strokes.ts'

const inked = (picture: Float32Array) => picture.reduce((sum, grey) => sum + grey, 0)

describe('glyphs', () => {
  const words = [...NAMES, ...Object.values(KINDS).flat()]
  const needed: readonly (readonly [GlyphSet, readonly string[]])[] = [
    [LETTERS, [...new Set(words.join(''))]],
    [DIGITS, [...'0123456789']],
    [SHAPES, THINGS],
  ]

  it('can write every word, number and thing of the exercises, within their boxes', () => {
    for (const [set, signs] of needed) {
      for (const sign of signs) {
        for (let way = 0; way < 3; way++) {
          const points = glyphStrokes(set, sign, way).flat()
          expect(points.length).toBeGreaterThan(1)
          for (const coordinate of points.flat()) {
            expect(coordinate).toBeGreaterThanOrEqual(0)
            expect(coordinate).toBeLessThanOrEqual(1)
          }
        }
      }
    }
  })
})

describe('drawStrokes', () => {
  const pen = { thickness: 2, ink: 1 }

  it('covers a straight line evenly, and nothing far from it', () => {
    const picture = blankPicture()
    drawStrokes(
      picture,
      [
        [
          [10, 10],
          [30, 10],
        ],
      ],
      pen,
    )
    for (let x = 10; x < 30; x++) {
      const column = Array.from({ length: PICTURE.height }, (_, y) => picture[y * PICTURE.width + x]!)
      expect(column.reduce((sum, grey) => sum + grey, 0)).toBeCloseTo(2, 5)
      expect(column.every((grey, y) => grey === 0 || Math.abs(y + 0.5 - 10) < 1.5)).toBe(true)
    }
  })

  it('draws a dot for a single point, nothing for none, and keeps inside its box', () => {
    const dot = blankPicture()
    drawStrokes(dot, [[[20, 20]], []], pen)
    expect(inked(dot)).toBeGreaterThan(1)
    const clipped = blankPicture()
    drawStrokes(
      clipped,
      [
        [
          [-50, 5],
          [200, 40],
        ],
      ],
      { thickness: 9, ink: 1 },
      panelBox(3),
    )
    const { x, y } = panelBox(3)
    clipped.forEach((grey, at) => {
      if (at % PICTURE.width < x || at < y * PICTURE.width) expect(grey).toBe(0)
    })
  })

  it('never takes ink away where strokes cross', () => {
    const picture = blankPicture()
    drawStrokes(
      picture,
      [
        [
          [5, 5],
          [40, 40],
        ],
      ],
      pen,
    )
    const before = picture.slice()
    drawStrokes(
      picture,
      [
        [
          [40, 5],
          [5, 40],
        ],
      ],
      { thickness: 3, ink: 0.4 },
    )
    picture.forEach((grey, at) => {
      expect(grey).toBeGreaterThanOrEqual(before[at]!)
    })
    checkPicture(picture)
  })
})

describe('drawPicture', () => {
  const panels: readonly Panel[] = [
    { kind: 'word', text: 'hammer' },
    { kind: 'things', count: 9, thing: 'stars', each: true },
    { kind: 'number', value: 1 },
    { kind: 'things', count: 99, thing: 'pens', each: false },
  ]

  it('repeats itself bit for bit, and never draws twice alike', () => {
    const prng = createPrng(7)
    const [first, second] = [drawPicture(panels, prng), drawPicture(panels, prng)]
    expect(drawPicture(panels, createPrng(7))).toEqual(first)
    expect(second).not.toEqual(first)
  })

  it('keeps paper, ink and noise apart well enough for every panel to be told from an empty one', () => {
    const prng = createPrng(8)
    for (let i = 0; i < 200; i++) {
      const shown = panels.slice(0, 1 + (i % 4))
      const picture = drawPicture(shown, prng)
      checkPicture(picture)
      expect(panelInputs(picture)).toHaveLength(shown.length)
    }
  })
})
