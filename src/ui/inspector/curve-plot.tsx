import type { PointerEvent, Ref } from 'react'
import { type CurveScale, curveScale, type ScaleKind } from './curve-scale.ts'
import { plainNumber } from './number-text.ts'

export interface Curve {
  readonly key: string
  /** `[rank]` */
  readonly values: ArrayLike<number>
  /** `data-…` attributes that give it its colour; grey without. */
  readonly tone?: Readonly<Record<string, string>>
  readonly dash?: string
}

interface CurvePlotProps {
  readonly curves: readonly Curve[]
  readonly width: number
  readonly scale: ScaleKind
  /** A value that a line runs through, such as z = 1. */
  readonly level?: number
  /** Values that the vertical scale takes in besides. */
  readonly within?: readonly number[]
  /** The component that is pointed at. */
  readonly at: number
  readonly onPick: (component: number) => void
  readonly axis: string
  readonly ref?: Ref<SVGSVGElement>
}

const HEIGHT = 188
const EDGE = { top: 8, right: 16, bottom: 36, left: 48 } as const

/** Where things stand in a plot: the places of components and of values, in pixels. */
export function plotGeometry(width: number, rank: number, vertical: CurveScale) {
  const inner = Math.max(1, width - EDGE.left - EDGE.right)
  const tall = HEIGHT - EDGE.top - EDGE.bottom
  return {
    inner,
    x: (component: number): number => EDGE.left + (rank === 1 ? 0.5 : component / (rank - 1)) * inner,
    y: (place: number): number => EDGE.top + (1 - place) * tall,
    vertical,
  }
}

/** The vertical scale of curves, which takes in some further values. */
export function plotScale(
  scale: ScaleKind,
  curves: readonly Curve[],
  within: readonly number[] = [],
): CurveScale {
  return curveScale(scale, [...curves.flatMap(({ values }) => Array.from(values)), ...within])
}

/**
 * Curves over the singular values of one matrix. Drawn by hand: some hundred to some thousand points that follow a
 * slider are too many for a chart of components.
 */
export function CurvePlot(props: CurvePlotProps) {
  const { curves, width, scale, level, within = [], at, onPick, axis, ref } = props
  const rank = Math.max(1, ...curves.map(({ values }) => values.length))
  const vertical = plotScale(scale, curves, level === undefined ? within : [level, ...within])
  const { inner, x, y } = plotGeometry(width, rank, vertical)
  const levelPlace = level === undefined ? null : vertical.place(level)

  function pick(event: PointerEvent<SVGSVGElement>): void {
    if (event.type === 'pointermove' && event.buttons === 0) return
    const share = (event.clientX - event.currentTarget.getBoundingClientRect().left - EDGE.left) / inner
    onPick(Math.max(0, Math.min(rank - 1, Math.round(share * (rank - 1)))))
  }

  return (
    <svg
      ref={ref}
      className="curve-plot"
      width={width}
      height={HEIGHT}
      aria-hidden="true"
      onPointerDown={pick}
      onPointerMove={pick}
    >
      {vertical.ticks.map((tick) => {
        const line = y(vertical.place(tick) ?? 0)
        return (
          <g key={tick}>
            <line className="chart-grid" x1={EDGE.left} x2={EDGE.left + inner} y1={line} y2={line} />
            <text x={EDGE.left - 8} y={line + 4} textAnchor="end">
              {plainNumber(tick)}
            </text>
          </g>
        )
      })}
      {levelPlace !== null && (
        <line
          className="curve-level"
          x1={EDGE.left}
          x2={EDGE.left + inner}
          y1={y(levelPlace)}
          y2={y(levelPlace)}
        />
      )}
      {componentTicks(rank).map((component) => (
        <text key={component} x={x(component)} y={HEIGHT - EDGE.bottom + 16} textAnchor="middle">
          {component + 1}
        </text>
      ))}
      <text x={EDGE.left + inner / 2} y={HEIGHT - 4} textAnchor="middle">
        {axis}
      </text>
      <line className="curve-cursor" x1={x(at)} x2={x(at)} y1={EDGE.top} y2={y(0)} />
      {curves.map(({ key, values, tone, dash }) => (
        <path
          key={key}
          className="curve"
          d={pathOf(values, vertical, x, y)}
          strokeDasharray={dash}
          {...tone}
        />
      ))}
    </svg>
  )
}

/** Lines from value to value, broken where one has no place on the scale. */
function pathOf(
  values: ArrayLike<number>,
  scale: CurveScale,
  x: (component: number) => number,
  y: (place: number) => number,
): string {
  let isDrawing = false
  const steps = Array.from(values, (value, component) => {
    const place = scale.place(value)
    const step =
      place === null ? '' : `${isDrawing ? 'L' : 'M'}${x(component).toFixed(1)} ${y(place).toFixed(1)}`
    isDrawing = place !== null
    return step
  })
  return steps.join('')
}

/** The first, the last, and the quarters between. */
function componentTicks(rank: number): number[] {
  return [...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * (rank - 1))))]
}
