import { type CSSProperties, useRef } from 'react'
import { GAIN_RANGE, NO_STROKES } from '../../core/inspect/drawing.ts'
import { gainCurve } from '../../core/inspect/gain-curve.ts'
import { nuclearNorms } from '../../core/nuclear-norm.ts'
import { drawnPart } from '../../state/inspector-brush-store.ts'
import { curvesCsv } from '../../state/inspector-csv.ts'
import type { MatrixSpectrum } from '../../state/inspector-spectrum.ts'
import { Measured } from '../charts/measured.tsx'
import { svgFile, usePictureSaving } from '../charts/svg-file.ts'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'
import { type Curve, CurvePlot, plotGeometry, plotScale } from './curve-plot.tsx'
import { useHeldStroke } from './held-stroke.ts'
import { LineKey } from './line-key.tsx'

const words = en.inspector
const GAIN_DASH = '2 3'
const APPLIED_DASH = '6 3'
const STEP = 0.05
/** Half of a handle. */
const REACH = 12

/** z of the chosen matrix as it is drawn, with a handle for each part of its gain curve. */
export function BrushPlot({ part }: { readonly part: MatrixSpectrum }) {
  const { inspector } = usePlayground()
  const drawing = usePart('brush', (state) => state.drawing)
  const name = usePart('brush', (state) => state.expert)
  const isBlend = usePart('mix', ({ mode }) => mode === 'blend')
  const component = usePart('inspector', (state) => Math.min(state.component, part.matrix.rank - 1))
  const { matrix, index, sigma } = part
  const { gains, components } = drawing.strokes.get(index) ?? NO_STROKES
  const { z } = drawnPart({ drawing }, part)
  const tone = name === null ? { 'data-tone': 'adapted' } : { 'data-expert': name }
  const applied = isBlend ? appliedByBlend(sigma, z) : null
  const curves: Curve[] = [
    { key: 'gain', values: gainCurve(gains, matrix.rank), dash: GAIN_DASH },
    ...(applied ? [{ key: 'applied', values: applied, tone, dash: APPLIED_DASH }] : []),
    { key: 'drawn', values: z, tone },
  ]
  const plot = useRef<SVGSVGElement>(null)
  const { savePicture, failed } = usePictureSaving()
  const title = words.brushPlot(matrix.layer + 1, matrix.kind)
  const svg = () => svgFile(plot.current ? [{ chart: plot.current, title }] : [])
  const sentence = words.brushSentence(
    gains.map(alphaText).join(en.separator),
    components.size,
    alphaText(Math.min(...z)),
    alphaText(Math.max(...z)),
  )

  return (
    <div>
      <h4>{title}</h4>
      <p className="chart-sentence">{sentence}</p>
      <p className="legend">
        <span className="legend-item">
          <LineKey tone={tone} />
          {words.drawnZ}
        </span>
        <span className="legend-item">
          <LineKey dash={GAIN_DASH} />
          {words.gainCurve}
        </span>
        {applied && (
          <span className="legend-item">
            <LineKey tone={tone} dash={APPLIED_DASH} />
            {words.appliedZ}
          </span>
        )}
      </p>
      <Measured className="curve-frame">
        {(width) => (
          <div className="brush-board" {...tone}>
            <CurvePlot
              ref={plot}
              curves={curves}
              width={width}
              scale="linear"
              level={1}
              within={GAIN_RANGE}
              at={component}
              onPick={inspector.pick}
              axis={words.axis}
            />
            <Handles gains={gains} matrix={index} rank={matrix.rank} curves={curves} width={width} />
          </div>
        )}
      </Measured>
      {isBlend && <p className="quiet">{words.brushBlend}</p>}
      <SaveButtons
        what={title}
        forms={[
          [words.csv, () => saveFile('brush.csv', 'text/csv', curvesCsv(curves))],
          [words.svg, () => saveFile('brush.svg', 'image/svg+xml', svg())],
          [words.png, () => savePicture('brush.png', svg())],
        ]}
      />
      {failed && (
        <p className="quiet" role="alert">
          {words.pictureFailed}
        </p>
      )}
    </div>
  )
}

interface HandlesProps {
  readonly gains: readonly number[]
  readonly matrix: number
  readonly rank: number
  readonly curves: readonly Curve[]
  readonly width: number
}

/** Native sliders that stand upright on the plot, so that a thumb lies on its gain. */
function Handles({ gains, matrix, rank, curves, width }: HandlesProps) {
  const { brush } = usePlayground()
  const { x, y, vertical } = plotGeometry(width, rank, plotScale('linear', curves, [1, ...GAIN_RANGE]))
  const [low, high] = GAIN_RANGE
  const top = y(vertical.place(high) ?? 1)
  const height = y(vertical.place(low) ?? 0) - top
  const held = useHeldStroke()
  return gains.map((gain, handle) => (
    <input
      // biome-ignore lint/suspicious/noArrayIndexKey: a handle is its place
      key={handle}
      type="range"
      className="brush-handle"
      style={
        {
          '--left': `${x(((rank - 1) * handle) / (gains.length - 1)) - REACH}px`,
          '--top': `${top - REACH}px`,
          '--height': `${height + 2 * REACH}px`,
        } as CSSProperties
      }
      min={low}
      max={high}
      step={STEP}
      value={gain}
      aria-label={words.handles[handle]}
      aria-orientation="vertical"
      aria-valuetext={words.handleText(alphaText(gain))}
      onChange={(event) => brush.setGain(matrix, handle, event.target.valueAsNumber)}
      {...held}
      onDoubleClick={() => brush.setGain(matrix, handle, 1)}
      onKeyDown={(event) => {
        if (event.key === 'Backspace' || event.key === 'Delete') brush.setGain(matrix, handle, 1)
      }}
    />
  ))
}

/** `ẑ = z Σσ / Σ(σ z)`; null where that is z itself, or nothing at all. */
function appliedByBlend(sigma: Float32Array, z: Float32Array): Float32Array | null {
  const { base, scaled } = nuclearNorms(sigma, (i) => z[i] ?? 1)
  if (scaled === 0 || Math.abs(scaled / base - 1) < 1e-3) return null
  return z.map((value) => (value * base) / scaled)
}
