import { useRef } from 'react'
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts'
import { ALPHA_MAX, ALPHA_MIN } from '../../state/mix-store.ts'
import type { SlidersFile } from '../../state/result-files.ts'
import { DataTable } from '../controls/data-table.tsx'
import { expertColour, expertShape } from '../controls/expert-mark.tsx'
import { alphaText, percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { useWidth } from './chart-size.ts'
import { Legend } from './legend.tsx'
import { SavedChart } from './saved-chart.tsx'

interface Dot {
  readonly index?: number
  readonly cx?: number
  readonly cy?: number
}

type Series = SlidersFile['series'][number]

/** How accuracy on an expert's own family follows its α. */
export default function SliderCurves({
  file,
  asTable,
}: {
  readonly file: SlidersFile
  readonly asTable: boolean
}) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const own = file.series.filter(({ expert, family }) => expert === family)
  const alphas = [...new Set(own.flatMap(({ points }) => points.map(({ alpha }) => alpha)))].sort(
    (a, b) => a - b,
  )
  const at = ({ points }: Series, alpha: number) => points.find((point) => point.alpha === alpha)?.accuracy
  if (own.length === 0) return null

  return (
    <div className="slider-curves">
      <h3>{en.accuracy.curveHeading}</h3>
      <p className="chart-sentence">{own.map(sentenceOf).join(' ')}</p>
      {asTable ? (
        <DataTable
          caption={en.accuracy.curveHeading}
          file="accuracy-along-alpha.csv"
          columns={[en.accuracy.alpha, ...own.map(({ expert }) => expert)]}
          rows={alphas.map((alpha) => ({
            key: String(alpha),
            cells: [
              alphaText(alpha),
              ...own.map((series) => {
                const accuracy = at(series, alpha)
                return accuracy === undefined ? '–' : percent(accuracy, 1)
              }),
            ],
          }))}
        />
      ) : (
        <SavedChart
          title={en.accuracy.curveHeading}
          file="accuracy-along-alpha"
          parts={[own.map(({ expert }) => expert).join(en.separator)]}
        >
          <Legend names={own.map(({ expert }) => expert)} />
          <div ref={frame} className="chart-frame" aria-hidden="true">
            {width > 0 && (
              <LineChart
                width={width}
                height={220}
                margin={{ top: 8, right: 16, bottom: 4, left: -16 }}
                data={alphas.map((alpha) => ({
                  alpha,
                  ...Object.fromEntries(own.map((series) => [series.expert, (at(series, alpha) ?? 0) * 100])),
                }))}
                accessibilityLayer={false}
              >
                <CartesianGrid vertical={false} className="chart-grid" />
                <XAxis
                  dataKey="alpha"
                  type="number"
                  domain={[ALPHA_MIN, ALPHA_MAX]}
                  ticks={[-1, 0, 1, 2]}
                  tickFormatter={(tick: number) => (tick < 0 ? `−${-tick}` : String(tick))}
                  tickLine={false}
                />
                <YAxis domain={[0, 100]} unit=" %" width={64} tickLine={false} axisLine={false} />
                <ReferenceLine x={0} className="chart-grid" />
                <ReferenceLine x={1} className="chart-grid" />
                {own.map(({ expert }) => (
                  <Line
                    key={expert}
                    dataKey={expert}
                    stroke={expertColour(expert)}
                    dot={({ index, cx = 0, cy = 0 }: Dot) => (
                      <Mark key={index} name={expert} cx={cx} cy={cy} />
                    )}
                    strokeWidth={2}
                    isAnimationActive={false}
                  />
                ))}
              </LineChart>
            )}
          </div>
        </SavedChart>
      )}
    </div>
  )
}

/** A point of a curve in its expert's shape. */
function Mark({ name, cx, cy }: { readonly name: string; readonly cx: number; readonly cy: number }) {
  return (
    <path
      d={expertShape(name)}
      fill={expertColour(name)}
      stroke="var(--paper)"
      transform={`translate(${cx - 5} ${cy - 5}) scale(0.83)`}
    />
  )
}

function sentenceOf({ expert, points }: Series): string {
  const best = points.reduce((top, point) => (point.accuracy > top.accuracy ? point : top))
  return en.accuracy.curve(expert, alphaText(best.alpha), percent(best.accuracy, 1))
}
