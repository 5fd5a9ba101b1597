import { describe, expect, it } from 'vitest'
import type { LensReading } from '../../state/lens-reading.ts'
import { lensSvg } from './lens-svg.ts'

const inks = {
  ...{ ink: 'black', quiet: 'grey', line: 'silver', paper: 'white', heat: 'red' },
  tone: (marks: Readonly<Record<string, string>>) => `tone-${Object.values(marks)[0]}`,
}

const place = (share: number, divergence: number, likeliest: number) => ({
  logProb: Math.log(share),
  divergence,
  top: [{ id: likeliest, text: `t${likeliest}`, logit: 1, probability: share }],
})

const reading: LensReading = {
  along: 'adapted',
  prompt: 'a < b ?',
  mix: { mode: 'blend', alpha: { math: 1 } },
  ids: [4, 5],
  pieces: ['a<b', ' so'],
  lanes: [
    { name: 'base', places: [place(0.5, 0, 4), place(0.25, 0, 9)] },
    { name: 'adapted', places: [place(0.75, 0.4, 4), place(0.125, 2, 5)] },
    { name: 'math', places: [place(1, 1, 4), place(0.5, 0.5, 5)] },
  ],
  partsAt: 1,
}

/** The boxes of one token in the colour of a lane, as [width, height]. */
function boxes(svg: string, token: number, lane: string): number[][] {
  const group = svg.split('<g>')[token]?.split('</g>')[0] ?? ''
  const found = group.matchAll(/width="([\d.]+)" height="([\d.]+)" fill="([^"]+)"/g)
  return [...found]
    .filter(([, , , fill]) => fill === lane)
    .map(([, ...sizes]) => sizes.slice(0, 2).map(Number))
}

describe('the lens as a picture', () => {
  const svg = lensSvg(reading, inks)

  it('draws each divergence against the tallest and each probability against a whole line', () => {
    const line = boxes(svg, 1, 'silver')[0]?.[0] ?? 0
    expect(boxes(svg, 1, 'tone-base')).toEqual([[line / 2, 8]])
    expect(boxes(svg, 2, 'tone-base')).toEqual([[line / 4, 8]])
    const [divergence, share] = boxes(svg, 2, 'tone-adapted')
    expect(divergence?.[1]).toBe(80)
    expect(share?.[0]).toBe(line / 8)
    expect(boxes(svg, 1, 'tone-adapted')[0]?.[1]).toBe(16)
    expect(boxes(svg, 1, 'tone-math')[0]?.[1]).toBe(40)
  })

  it('says where the answers part and where the likeliest tokens differ, and shows tokens as text', () => {
    const [, first = '', second = ''] = svg.split('<g>')
    expect(first).not.toMatch(/part here|≠/)
    expect(second).toMatch(/part here/)
    expect(second).toContain('≠')
    expect(first).toContain('a&lt;b')
    expect(svg).not.toContain('a<b')
    expect(svg).not.toMatch(/NaN|undefined/)
  })
})
