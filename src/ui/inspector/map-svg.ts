import { changeStrip } from '../../core/inspect/spectral-change.ts'
import { type MatrixSpectrum, matrixGrid } from '../../state/inspector-spectrum.ts'
import { escaped, rounded, svgPicture, svgText } from '../charts/svg-source.ts'
import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'
import { changeColour, type Palette, rgbText } from './palette.ts'

const CELL = { width: 96, height: 20, gap: 4 } as const
const LEFT = 32
const HEAD = 44
const FOOT = 40

interface MapPicture {
  readonly subjects: readonly string[]
  readonly parts: readonly MatrixSpectrum[]
  readonly most: number
  readonly palette: Palette
}

/** The maps as a picture of their own, one beside the other, with the scale of their colours. */
export function mapSvg({ subjects, parts, most, palette }: MapPicture): string {
  const { kinds, layers } = matrixGrid(parts)
  const one = LEFT + kinds.length * (CELL.width + CELL.gap) + 16
  const [width, height] = [one * subjects.length, HEAD + layers.length * (CELL.height + CELL.gap) + FOOT]
  const text = (x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end' = 'start') =>
    svgText(x, y, words, { anchor })
  const maps = subjects.map((name, place) => {
    const cells = parts.map(({ matrix, z }) => {
      const x = LEFT + kinds.indexOf(matrix.kind) * (CELL.width + CELL.gap)
      const y = HEAD + layers.indexOf(matrix.layer) * (CELL.height + CELL.gap)
      const strip = changeStrip(z[place] ?? [], CELL.width)
      const step = CELL.width / Math.max(1, strip.length)
      const marks = Array.from(strip, (change, i) => {
        const fill = rgbText(changeColour(palette, change, most))
        // Half a unit over the next one: neighbours drawn edge to edge show hairlines.
        return `<rect x="${rounded(x + i * step)}" y="${y}" width="${rounded(step + 0.5)}" height="${CELL.height}" fill="${fill}"/>`
      })
      return `<g><title>${escaped(matrix.name)}</title>${marks.join('')}</g>`
    })
    const columns = kinds.map((kind, i) =>
      text(LEFT + i * (CELL.width + CELL.gap) + CELL.width / 2, HEAD - 8, kind, 'middle'),
    )
    const lines = layers.map((layer, i) =>
      text(LEFT - 8, HEAD + i * (CELL.height + CELL.gap) + 14, String(layer + 1), 'end'),
    )
    const title = text(LEFT, 16, en.inspector.mapOf(name))
    return `<g transform="translate(${place * one} 0)">${title}${columns.join('')}${lines.join('')}${cells.join('')}</g>`
  })
  const scale = Array.from({ length: 41 }, (_, i) => {
    const fill = rgbText(changeColour(palette, (i / 20 - 1) * most, most))
    return `<rect x="${LEFT + 48 + 4 * i}" y="${height - 26}" width="4.5" height="12" fill="${fill}"/>`
  })
  const ends = [
    text(LEFT + 40, height - 16, alphaText(-most), 'end'),
    text(LEFT + 48 + 4 * 41 + 8, height - 16, `+${alphaText(most)}`),
  ]
  const inks = { ink: rgbText(palette.ink), paper: rgbText(palette.paper) }
  return svgPicture({ width, height }, inks, [...maps, ...scale, ...ends])
}
