import { useRef } from 'react'
import { Bar, BarChart, CartesianGrid, ErrorBar, XAxis, YAxis } from 'recharts'
import type { AccuracyTable } from '../../state/result-files.ts'
import { expertColour } from '../controls/expert-mark.tsx'
import { en } from '../messages/en.ts'
import { measuredFamilies } from '../regions/accuracy-cells.tsx'
import { useWidth } from './chart-size.ts'
import { Legend } from './legend.tsx'
import { SavedChart } from './saved-chart.tsx'

/** Groups of bars, one group a family, one bar for the base and for each expert, with 95 % intervals. */
export default function AccuracyChart({ table }: { readonly table: AccuracyTable }) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const names = table.rows.map(({ name }) => name)
  const data = measuredFamilies(table).map((family) => ({
    family: en.families[family],
    ...Object.fromEntries(
      table.rows.flatMap(({ name, cells }) => {
        const cell = cells[family]
        if (!cell) return []
        const [low, high] = cell.interval
        return [
          [name, cell.accuracy * 100],
          [`${name} interval`, [(cell.accuracy - low) * 100, (high - cell.accuracy) * 100]],
        ]
      }),
    ),
  }))
  const narrow = width < 560

  return (
    <SavedChart title={en.accuracy.heading} file="accuracy" parts={[names.join(en.separator)]}>
      <Legend names={names} />
      <div ref={frame} className="chart-frame" aria-hidden="true">
        {width > 0 && (
          <BarChart
            width={width}
            height={narrow ? 60 + data.length * 64 : 260}
            data={data}
            layout={narrow ? 'vertical' : 'horizontal'}
            margin={{ top: 8, right: 8, bottom: 0, left: narrow ? 0 : -16 }}
            barGap={2}
            barCategoryGap="18%"
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={narrow} horizontal={!narrow} className="chart-grid" />
            {narrow ? (
              <>
                <XAxis
                  type="number"
                  domain={[0, 100]}
                  ticks={TICKS}
                  unit=" %"
                  tickLine={false}
                  axisLine={false}
                />
                <YAxis type="category" dataKey="family" width={82} tickLine={false} axisLine={false} />
              </>
            ) : (
              <>
                <XAxis dataKey="family" tickLine={false} interval={0} />
                <YAxis
                  domain={[0, 100]}
                  ticks={TICKS}
                  unit=" %"
                  width={64}
                  tickLine={false}
                  axisLine={false}
                />
              </>
            )}
            {names.map((name) => (
              <Bar
                key={name}
                dataKey={name}
                fill={expertColour(name)}
                isAnimationActive={false}
                maxBarSize={18}
              >
                <ErrorBar
                  dataKey={`${name} interval`}
                  width={3}
                  strokeWidth={1}
                  direction={narrow ? 'x' : 'y'}
                  stroke="var(--ink)"
                />
              </Bar>
            ))}
          </BarChart>
        )}
      </div>
    </SavedChart>
  )
}

const TICKS = [0, 25, 50, 75, 100]
