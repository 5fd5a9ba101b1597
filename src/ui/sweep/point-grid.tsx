import { type CSSProperties, type ReactNode, useRef } from 'react'
import type { SweepPoint } from '../../state/sweep-reading.ts'
import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'
import type { PointsProps } from './points-props.ts'
import { useRoving } from './roving.ts'

const words = en.sweep

interface PointGridProps extends PointsProps {
  readonly label: string
  readonly className: string
  readonly wordsOf: (point: SweepPoint) => string
  readonly cell: (point: SweepPoint) => ReactNode
  readonly share?: (point: SweepPoint) => number
}

/** The points of two α as a table: the first goes to the right, the second upwards. Arrow keys go from cell to cell. */
export function PointGrid(props: PointGridProps) {
  const { run, points, here, onPick, onPoint, label, className, wordsOf, cell, share } = props
  const frame = useRef<HTMLTableSectionElement>(null)
  const { first, second } = run
  const columns = first.values.length
  // The largest α of the second axis on top, as on a chart.
  const rows = (second?.values ?? [0]).map((value, row) => ({ value, row })).reverse()
  const order = rows.flatMap(({ row }) => points.slice(row * columns, (row + 1) * columns))
  const placeOf = new Map(order.map((point, place) => [point.index, place]))
  const { onKeyDown, tabIndex, onFocus } = useRoving(frame, columns, order.length, placeOf.get(here) ?? 0)
  return (
    <div className={`sweep-scroll ${className}`}>
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className="sweep-corner">
              {second && <span>{words.axis(second.name)} ↑</span>}
              <span>{words.axis(first.name)} →</span>
            </th>
            {first.values.map((value) => (
              <th key={value} scope="col">
                {alphaText(value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={frame} onKeyDown={onKeyDown}>
          {rows.map(({ value, row }) => (
            <tr key={value}>
              <th scope="row">{alphaText(value)}</th>
              {points.slice(row * columns, (row + 1) * columns).map((point) => {
                const place = placeOf.get(point.index) ?? 0
                return (
                  <td key={point.index}>
                    <button
                      type="button"
                      className="sweep-cell"
                      data-point={place}
                      tabIndex={tabIndex(place)}
                      aria-pressed={point.index === here}
                      aria-label={wordsOf(point)}
                      title={wordsOf(point)}
                      style={share && ({ '--share': share(point) } as CSSProperties)}
                      onFocus={() => {
                        onFocus(place)
                        onPoint?.(point)
                      }}
                      onPointerEnter={() => onPoint?.(point)}
                      onClick={() => onPick(point)}
                    >
                      {cell(point)}
                    </button>
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
