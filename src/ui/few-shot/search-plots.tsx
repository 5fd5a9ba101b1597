import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  LineChart,
  ReferenceLine,
  Scatter,
  ScatterChart,
  usePlotArea,
  XAxis,
  YAxis,
} from 'recharts'
import type { FewShotGeneration } from '../../adapt/few-shot/few-shot.ts'
import { median } from '../../core/statistics.ts'
import { localised } from '../format.ts'
import { en } from '../messages/en.ts'
import type { Scale } from './chart-scales.ts'

const words = en.fewShot
const HEIGHT = 168
const MARGIN = { top: 8, right: 10, bottom: 18, left: 0 } as const
const TONE = 'var(--tone)'
/** Generations before the last one whose candidates are still shown. */
const SHADOWS = 4

interface PlotProps {
  readonly width: number
  readonly history: readonly FewShotGeneration[]
}

interface ScoreProps extends PlotProps {
  readonly scores: Scale
  readonly scoreText: (score: number) => string
}

const label = (value: string) => ({ value, position: 'insideBottom', offset: -12 }) as const
const plain = (tick: number): string => localised(String(tick))

/** Room at both ends, so that a point there is seen whole. */
function axis({ domain: [low, high], ticks }: Scale) {
  const room = 0.03 * (high - low)
  const domain: [number, number] = [low - room, high + room]
  return { type: 'number', domain, ticks: [...ticks], tickLine: false } as const
}

/** Every candidate's α against its score; fainter where it belongs to an earlier generation. */
export function CandidatePlot({
  name,
  alphas,
  ...props
}: ScoreProps & { readonly name: string; readonly alphas: Scale }) {
  const { history, scores, scoreText, width } = props
  const last = history.at(-1)
  const earlier = history.slice(-1 - SHADOWS, -1)
  const points = (generations: readonly FewShotGeneration[]) =>
    generations.flatMap(({ candidates }) =>
      candidates
        .filter(({ possible }) => possible)
        .map(({ alpha, score }) => ({ alpha: alpha[name] ?? 0, score })),
    )
  const shared = { alphas: axis(alphas).domain, scores: axis(scores).domain }
  const corners = [0, 1].map((end) => ({ alpha: shared.alphas[end], score: shared.scores[end] }))
  return (
    <ScatterChart width={width} height={HEIGHT} margin={MARGIN} accessibilityLayer={false}>
      <CartesianGrid className="chart-grid" />
      <XAxis dataKey="alpha" {...axis(alphas)} tickFormatter={plain} label={label('α')} />
      <YAxis dataKey="score" {...axis(scores)} tickFormatter={scoreText} width={52} axisLine={false} />
      {/* Without data a chart has no axes. */}
      <Scatter dataKey="score" data={corners} shape={NOTHING} isAnimationActive={false} />
      <Dots {...shared} points={points(earlier)} opacity={0.22} />
      <Dots {...shared} points={points(last ? [last] : [])} opacity={0.85} />
      <ReferenceLine x={last?.best.mix.alpha[name] ?? 0} stroke="var(--ink)" />
    </ScatterChart>
  )
}

const NOTHING = <g />

interface DotsProps {
  readonly points: readonly { readonly alpha: number; readonly score: number }[]
  /** What the axes reach from and to. */
  readonly alphas: readonly [number, number]
  readonly scores: readonly [number, number]
  readonly opacity: number
}

/** Circles and nothing else: recharts' own series makes a dozen components of each of many hundred points. */
function Dots({ points, alphas, scores, opacity }: DotsProps) {
  const area = usePlotArea()
  if (!area) return null
  const share = (value: number, [low, high]: readonly [number, number]) => (value - low) / (high - low)
  return (
    <g className="recharts-scatter">
      {points.map(({ alpha, score }, index) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: points have no other name, and each is drawn anew
          key={index}
          cx={area.x + area.width * share(alpha, alphas)}
          cy={area.y + area.height * (1 - share(score, scores))}
          r={3.5}
          fill={TONE}
          opacity={opacity}
        />
      ))}
    </g>
  )
}

/** Where the search looks for one α: the elites' mean and one standard deviation to each side, by generation. */
export function SpreadPlot({
  name,
  alphas,
  history,
  width,
}: PlotProps & { readonly name: string; readonly alphas: Scale }) {
  const data = history.map(({ index, mean, deviation }) => {
    const middle = mean[name] ?? 0
    const half = deviation[name] ?? 0
    return { at: index + 1, middle, band: [middle - half, middle + half] }
  })
  return (
    <ComposedChart width={width} height={HEIGHT} margin={MARGIN} data={data} accessibilityLayer={false}>
      <CartesianGrid className="chart-grid" vertical={false} />
      <XAxis dataKey="at" {...axis(generationScale(history))} label={label(words.generation)} />
      <YAxis {...axis(alphas)} allowDataOverflow tickFormatter={plain} width={36} axisLine={false} />
      <Area dataKey="band" fill={TONE} fillOpacity={0.22} stroke="none" isAnimationActive={false} />
      <Line
        dataKey="middle"
        stroke={TONE}
        strokeWidth={2}
        dot={{ r: 2.5, fill: TONE }}
        isAnimationActive={false}
      />
    </ComposedChart>
  )
}

/** The best score so far, and the middle one of each generation. */
export function ScorePlot({ history, scores, scoreText, width }: ScoreProps) {
  const data = history.map(({ index, best, candidates }) => ({
    at: index + 1,
    best: best.score,
    middle: medianScore(candidates),
  }))
  const shared = { strokeWidth: 2, isAnimationActive: false } as const
  return (
    <LineChart width={width} height={HEIGHT} margin={MARGIN} data={data} accessibilityLayer={false}>
      <CartesianGrid className="chart-grid" vertical={false} />
      <XAxis dataKey="at" {...axis(generationScale(history))} label={label(words.generation)} />
      <YAxis {...axis(scores)} tickFormatter={scoreText} width={52} axisLine={false} />
      <Line {...shared} dataKey="middle" stroke="var(--ink-2)" strokeDasharray="4 3" dot={false} />
      <Line {...shared} dataKey="best" stroke="var(--accent)" dot={{ r: 2.5, fill: 'var(--accent)' }} />
    </LineChart>
  )
}

export function medianScore(candidates: FewShotGeneration['candidates']): number {
  return median(candidates.filter(({ possible }) => possible).map(({ score }) => score))
}

function generationScale(history: readonly FewShotGeneration[]): Scale {
  const all = history[0]?.generations ?? 1
  const middle = Math.round((1 + all) / 2)
  return { domain: [1, Math.max(2, all)], ticks: [...new Set([1, middle, all])] }
}
