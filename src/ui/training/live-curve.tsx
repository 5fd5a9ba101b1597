import type { CSSProperties } from 'react'

interface LiveCurveProps {
  /** The axis goes from 0 to `last`. */
  readonly x: { readonly last: number; readonly label: string }
  /** The value at the upper edge; the lower edge is 0. */
  readonly top: number
  readonly format: (value: number) => string
  readonly lines: readonly {
    readonly points: readonly (readonly [x: number, y: number])[]
    readonly label?: string
    /** For few points, which should be seen as such. */
    readonly dots?: boolean
  }[]
  /** A horizontal line to compare with. */
  readonly level?: { readonly at: number; readonly label: string } | undefined
}

/**
 * A small chart that is drawn again at every step while sliders move: one SVG path a line, which costs a fraction
 * of a charting library's render. The second line is dashed.
 */
export function LiveCurve({ x, top, format, lines, level }: LiveCurveProps) {
  const across = (value: number): number => (100 * value) / x.last
  const up = (value: number): number => 100 - (100 * Math.min(value, top)) / top
  const at = (left: number, height: number): CSSProperties => ({ left: `${left}%`, top: `${height}%` })
  return (
    <div className="live-curve" aria-hidden="true">
      <span className="live-curve-top">{format(top)}</span>
      <span className="live-curve-zero">{format(0)}</span>
      <div className="live-curve-frame">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {level && <path className="live-curve-level" d={`M0 ${up(level.at)}H100`} />}
          {lines.map(({ points }, index) => (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
              key={index}
              className="live-curve-line"
              d={points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${across(px)} ${up(py)}`).join('')}
            />
          ))}
        </svg>
        {lines.map(({ points, dots }, line) =>
          points
            .slice(dots ? 0 : -1)
            .map(([px, py]) => (
              <span
                key={`${px} ${py}`}
                className="live-curve-dot"
                data-line={line}
                style={at(across(px), up(py))}
              />
            )),
        )}
        {level && (
          <span
            className="live-curve-label"
            data-side={level.at > top * 0.85 ? 'below' : 'above'}
            style={{ top: `${up(level.at)}%` }}
          >
            {level.label}
          </span>
        )}
      </div>
      <span className="live-curve-x">
        {x.label} {x.last}
      </span>
      {lines.some(({ label }) => label) && (
        <span className="live-curve-legend">
          {lines.map(({ label }) => (
            <span key={label}>
              <i />
              {label}
            </span>
          ))}
        </span>
      )}
    </div>
  )
}
