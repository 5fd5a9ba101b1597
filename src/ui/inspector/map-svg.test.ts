import { describe, expect, it } from 'vitest'
import { matrixSpectra } from '../../state/inspector-spectrum.ts'
import { madeUpSpectra } from '../../state/testing/made-up-spectra.ts'
import { mapSvg } from './map-svg.ts'
import { changeColour, type Palette, rgbText } from './palette.ts'

const palette: Palette = {
  low: [0, 0, 255],
  middle: [200, 200, 200],
  high: [255, 100, 0],
  ink: [0, 0, 0],
  paper: [255, 255, 255],
}

describe('colours of z − 1', () => {
  it('runs from one end over the middle to the other, and no further', () => {
    expect(changeColour(palette, 0, 2)).toEqual([200, 200, 200])
    expect(changeColour(palette, -2, 2)).toEqual([0, 0, 255])
    expect(changeColour(palette, 1, 2)).toEqual([228, 150, 100])
    expect(changeColour(palette, 9, 2)).toEqual([255, 100, 0])
    expect(changeColour(palette, 0, 0)).toEqual([200, 200, 200])
  })
})

describe('the map as a picture', () => {
  const spectra = madeUpSpectra({ subjects: [{ kind: 'expert', name: 'math' }] })
  const parts = matrixSpectra(spectra)
  const svg = mapSvg({ subjects: ['a<b & c'], parts, most: 0.5, palette })

  it('has a mark for each singular value, in the colour of its change', () => {
    const [, cell] = svg.split('<title>model.layers.1.mlp.up_proj.weight</title>')
    const fills = [...(cell ?? '').split('</g>')[0]!.matchAll(/fill="([^"]+)"/g)].map(([, fill]) => fill)
    const part = parts.find(({ matrix }) => matrix.name === 'model.layers.1.mlp.up_proj.weight')
    const expected = Array.from(part!.z[0]!, (z) => rgbText(changeColour(palette, z - 1, 0.5)))
    expect(fills).toEqual(expected)
  })

  it('says what it shows, as text that is no markup', () => {
    expect(svg).toContain('z − 1 of a&lt;b &amp; c')
    expect(svg).toContain('−0.50')
    expect(svg).not.toContain('a<b')
  })
})
