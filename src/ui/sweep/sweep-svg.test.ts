import { describe, expect, it } from 'vitest'
import { sweepAxis } from '../../state/sweep-grid.ts'
import { sweepPoints } from '../../state/sweep-reading.ts'
import type { SweepRun } from '../../state/sweep-store.ts'
import { sweepSvg } from './sweep-svg.ts'

const inks = {
  ...{ ink: 'black', quiet: 'grey', line: 'silver', paper: 'white', heat: 'red' },
  tone: (marks: Readonly<Record<string, string>>) => `tone-${marks['data-expert']}`,
}

/** α −1, 0, 1, 2 of one expert or two; the first point cannot be. */
function runOf(isMap: boolean): SweepRun {
  const first = sweepAxis('math', 1)
  const second = isMap ? sweepAxis('code', 1) : null
  const count = isMap ? 16 : 4
  const points = Array.from({ length: count }, (_, index) => index)
  return {
    ...{ first, second },
    mixes: points.map(() => ({ mode: 'paper', alpha: {} })),
    prompt: 'how many ?',
    maxTokens: 8,
    task: { family: 'math', items: 20, seed: 1 },
    count: {
      answers: points.map(() => ({ text: '3', finished: true })),
      impossible: points.map((index) => index === 0),
      items: 20,
      correct: points,
      done: 20,
      total: 20,
      now: null,
    },
  }
}

describe('the sweep as a picture', () => {
  it('has a dot for each point of the curve at its share, with its interval, and none where no model is', () => {
    const run = runOf(false)
    const points = sweepPoints(run)
    const svg = sweepSvg(run, points, inks)
    const line = (share: number) => 48 + 216 * (1 - share)
    const dots = [...svg.matchAll(/cy="([\d.]+)"/g)].map(([, y]) => Number(y))
    expect(dots).toEqual([1, 2, 3].map((correct) => Math.round(100 * line(correct / 20)) / 100))
    const whiskers = [...svg.matchAll(/y1="([\d.]+)" y2="([\d.]+)" stroke="tone-math"/g)]
    whiskers.forEach(([, low, high], index) => {
      const [from = 0, to = 0] = points[index + 1]?.accuracy?.interval ?? []
      expect(Number(low)).toBeCloseTo(line(from), 2)
      expect(Number(high)).toBeCloseTo(line(to), 2)
    })
    expect(whiskers).toHaveLength(3)
    const band = /<polygon points="([^"]+)"/.exec(svg)?.[1]?.split(' ') ?? []
    const ends = whiskers.map(([, low, high]) => [Number(low), Number(high)])
    expect(band.map((corner) => Number(corner.split(',')[1]))).toEqual([
      ...ends.map(([, high]) => high),
      ...ends.map(([low]) => low).reverse(),
    ])
    expect(svg).toContain('×')
    expect(svg).toContain('<title>α math 2.00: 15\u202f% right')
  })

  it('has a cell for each point of the map, the largest second α on top', () => {
    const run = runOf(true)
    const svg = sweepSvg(run, sweepPoints(run), inks)
    const cells = [...svg.matchAll(/y="(\d+)" width="56" height="28" fill="red" fill-opacity="([\d.]+)"/g)]
    expect(cells.map(([, , share]) => Number(share))).toEqual(Array.from({ length: 16 }, (_, i) => i / 20))
    const tops = cells.map(([, y]) => Number(y))
    expect(tops[15]).toBeLessThan(tops[0] ?? 0)
    expect(svg).toContain('α code ↑')
    expect(svg).not.toMatch(/NaN|undefined/)
  })
})
