import { type CSSProperties, useRef } from 'react'
import { type SweepPoint, stretches } from '../../state/sweep-reading.ts'
import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'
import { accuracyText, whereText } from './point-text.ts'
import type { PointsProps } from './points-props.ts'
import { useRoving } from './roving.ts'

const words = en.sweep
const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** Right answers over one α: a button a point, as high as the chart, with its interval; a line joins them. */
export function AccuracyCurve({ run, points, here, onPick, onPoint }: PointsProps) {
  const frame = useRef<HTMLDivElement>(null)
  const { onKeyDown, tabIndex, onFocus } = useRoving(frame, points.length, points.length, Math.max(0, here))
  const { name } = run.first
  const x = (point: SweepPoint): number => ((point.index + 0.5) / points.length) * 100
  const corner = (point: SweepPoint, share: number): string => `${x(point)},${100 * (1 - share)}`
  const line = (some: readonly SweepPoint[]): string =>
    some.map((point) => corner(point, point.accuracy?.share ?? 0)).join(' ')
  const edge = (some: readonly SweepPoint[], end: 0 | 1): string[] =>
    some.map((point) => corner(point, point.accuracy?.interval[end] ?? 0))
  const band = (some: readonly SweepPoint[]): string =>
    [...edge(some, 1), ...edge(some, 0).reverse()].join(' ')
  // Every label would run into the next: of many points only whole and half α are named.
  const isNamed = ({ alpha, index }: SweepPoint): boolean =>
    points.length <= 7 || (points.length <= 13 ? index % 2 === 0 : index % 5 === 0) || alpha === 2

  return (
    <div className="sweep-curve" data-expert={name}>
      <div className="sweep-plot">
        <div className="sweep-ticks" aria-hidden="true">
          {TICKS.map((tick) => (
            <span key={tick} style={{ '--at': tick } as CSSProperties}>
              {100 * tick} %
            </span>
          ))}
        </div>
        <div className="sweep-scroll">
          <div
            ref={frame}
            className="sweep-field"
            role="toolbar"
            aria-label={words.accuracy}
            style={{ '--points': points.length } as CSSProperties}
            onKeyDown={onKeyDown}
          >
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
              {TICKS.map((tick) => (
                <line key={tick} className="chart-grid" x1="0" x2="100" y1={100 * tick} y2={100 * tick} />
              ))}
              {stretches(points).map((some) => (
                <g key={some[0]?.index}>
                  <polygon className="sweep-band" points={band(some)} />
                  <polyline className="sweep-line" points={line(some)} />
                </g>
              ))}
            </svg>
            {points.map((point) => (
              <button
                key={point.index}
                type="button"
                className="sweep-column"
                data-point={point.index}
                tabIndex={tabIndex(point.index)}
                aria-pressed={point.index === here}
                aria-label={words.point(whereText(run, point), accuracyText(point))}
                title={words.point(whereText(run, point), accuracyText(point))}
                onFocus={() => {
                  onFocus(point.index)
                  onPoint?.(point)
                }}
                onPointerEnter={() => onPoint?.(point)}
                onClick={() => onPick(point)}
              >
                {point.accuracy && (
                  <>
                    <i
                      className="sweep-whisker"
                      style={
                        {
                          '--low': point.accuracy.interval[0],
                          '--high': point.accuracy.interval[1],
                        } as CSSProperties
                      }
                    />
                    <i className="sweep-dot" style={{ '--at': point.accuracy.share } as CSSProperties} />
                  </>
                )}
                {point.impossible && <span className="sweep-none">×</span>}
                <span className="sweep-label">{isNamed(point) ? alphaText(point.alpha) : ''}</span>
              </button>
            ))}
          </div>
        </div>
      </div>
      <p className="sweep-axis-name" aria-hidden="true">
        {words.axis(name)}
      </p>
    </div>
  )
}
