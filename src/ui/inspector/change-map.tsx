import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import { changeStrip } from '../../core/inspect/spectral-change.ts'
import type { ModuleKind } from '../../model/llama-config.ts'
import { type MatrixRow, type MatrixSpectrum, matrixGrid } from '../../state/inspector-spectrum.ts'
import { useWidth } from '../charts/chart-size.ts'
import { alphaText, percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { changeColour, type Palette } from './palette.ts'
import { subjectName, subjectTone } from './subject.tsx'

const words = en.inspector

interface ChangeMapProps {
  readonly name: string
  /** Which of the subjects is drawn. */
  readonly place: number
  readonly parts: readonly MatrixSpectrum[]
  readonly rows: readonly MatrixRow[]
  readonly most: number
  readonly palette: Palette
  readonly selected: number
  readonly onSelect: (matrix: number) => void
}

/** Layers × modules, each cell a strip over the singular values. Arrow keys go from cell to cell. */
export function ChangeMap({ name, place, parts, rows, most, palette, selected, onSelect }: ChangeMapProps) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const { kinds, layers } = matrixGrid(parts)
  const bins = Math.max(16, Math.floor((width - 28) / Math.max(1, kinds.length)) - 4)
  const at = (layer: number, kind: ModuleKind) =>
    parts.findIndex(({ matrix }) => matrix.layer === layer && matrix.kind === kind)

  function go(event: KeyboardEvent<HTMLElement>): void {
    const here = parts[selected]?.matrix
    const step = STEPS[event.key]
    if (!here || !step) return
    event.preventDefault()
    const [down, right] = step
    const layer = layers[clamp(layers.indexOf(here.layer) + down, layers.length)] ?? here.layer
    const kind = kinds[clamp(kinds.indexOf(here.kind) + right, kinds.length)] ?? here.kind
    const next = at(layer, kind)
    if (next < 0) return
    onSelect(next)
    frame.current?.querySelector<HTMLElement>(`[data-matrix="${next}"]`)?.focus()
  }

  return (
    <div ref={frame} className="change-map" {...subjectTone(name)}>
      <table aria-label={words.mapOf(subjectName(name))}>
        <thead>
          <tr>
            <td />
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                {kind}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={go}>
          {layers.map((layer) => (
            <tr key={layer}>
              <th scope="row">{layer + 1}</th>
              {kinds.map((kind) => {
                const index = at(layer, kind)
                const part = parts[index]
                const change = rows[index]?.subjects[place]
                const label =
                  change &&
                  words.cell(
                    layer + 1,
                    kind,
                    percent(change.change, 1),
                    alphaText(change.least),
                    alphaText(change.greatest),
                  )
                return (
                  <td key={kind}>
                    {part && label && (
                      <button
                        type="button"
                        className="map-cell"
                        data-matrix={index}
                        aria-pressed={index === selected}
                        aria-label={label}
                        title={label}
                        tabIndex={index === selected ? 0 : -1}
                        onClick={() => onSelect(index)}
                      >
                        {width > 0 && (
                          <Strip z={part.z[place] ?? part.sigma} bins={bins} most={most} palette={palette} />
                        )}
                      </button>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

function clamp(place: number, length: number): number {
  return Math.max(0, Math.min(length - 1, place))
}

interface StripProps {
  readonly z: Float32Array
  readonly bins: number
  readonly most: number
  readonly palette: Palette
}

/** One pixel a mark, stretched to the cell. */
const Strip = memo(({ z, bins, most, palette }: StripProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const strip = changeStrip(z, bins)
    context.canvas.width = strip.length
    const image = context.createImageData(strip.length, 1)
    strip.forEach((change, i) => {
      image.data.set([...changeColour(palette, change, most), 255], 4 * i)
    })
    context.putImageData(image, 0, 0)
  }, [z, bins, most, palette])
  return <canvas ref={canvas} height={1} />
})
