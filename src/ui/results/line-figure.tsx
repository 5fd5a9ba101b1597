import { useRef } from 'react'
import { CartesianGrid, ErrorBar, Line, LineChart, XAxis, YAxis } from 'recharts'
import type { ResultTable } from '../../adapt/experiment-result.ts'
import { useWidth } from '../charts/chart-size.ts'
import { useTold } from '../use-teller.ts'
import { marksOf, placesOf } from './axis.ts'
import { lineStyle } from './line-styles.ts'

/** One line a row over the columns whose names are numbers, with 95 % intervals. */
export default function LineFigure({ table }: { readonly table: ResultTable }) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const told = useTold()
  const places = placesOf(table)
  const marks = marksOf(table)
  const lines = table.rows.map((row, index) => ({ ...row, ...lineStyle(row.name, index) }))
  const data = places.map(({ at, index }) => ({
    at,
    ...Object.fromEntries(
      table.rows.flatMap(({ name, cells }) => {
        const cell = cells[index]
        if (!cell) return []
        const [low, high] = cell.interval ?? [cell.value, cell.value]
        return [
          [name, 100 * cell.value],
          [`${name} interval`, [100 * (cell.value - low), 100 * (high - cell.value)]],
        ]
      }),
    ),
  }))
  return (
    <div aria-hidden="true">
      <p className="legend">
        {lines.map(({ name, stroke, dash }) => (
          <span key={name} className="legend-item">
            <svg className="line-key" viewBox="0 0 28 4" aria-hidden="true">
              <path d="M0 2H28" stroke={stroke} strokeWidth="2" strokeDasharray={dash} />
            </svg>
            {told(name)}
          </span>
        ))}
      </p>
      <div ref={frame} className="chart-frame">
        {width > 0 && (
          <LineChart
            width={width}
            height={220}
            data={data}
            margin={{ top: 8, right: 16, bottom: table.axis ? 16 : 4, left: -16 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} className="chart-grid" />
            <XAxis
              dataKey="at"
              type="number"
              domain={['dataMin', 'dataMax']}
              ticks={places.map(({ at }) => at)}
              tickLine={false}
              interval="preserveStartEnd"
              {...(table.axis && {
                label: { value: told(table.axis), position: 'insideBottom', offset: -8 },
              })}
            />
            <YAxis
              domain={[marks[0] ?? 0, 100]}
              ticks={marks}
              unit=" %"
              width={64}
              tickLine={false}
              axisLine={false}
            />
            {lines.map(({ name, stroke, dash }) => (
              <Line
                key={name}
                dataKey={name}
                stroke={stroke}
                strokeDasharray={dash}
                strokeWidth={2}
                dot={{ r: 2, strokeDasharray: '0', fill: stroke }}
                isAnimationActive={false}
              >
                <ErrorBar
                  dataKey={`${name} interval`}
                  width={2}
                  strokeWidth={1}
                  direction="y"
                  stroke={stroke}
                  opacity={0.5}
                />
              </Line>
            ))}
          </LineChart>
        )}
      </div>
    </div>
  )
}
