import { type SweepPoint, stretches } from '../../state/sweep-reading.ts'
import type { SweepRun } from '../../state/sweep-store.ts'
import { escaped, type Inks, rounded, svgPicture, svgText, type Tone } from '../charts/svg-source.ts'
import { alphaText, percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { accuracyText, whereText } from './point-text.ts'

const words = en.sweep
const [LEFT, TOP, HIGH, FOOT, RIGHT] = [56, 48, 216, 48, 16] as const
const CELL = { width: 56, height: 28, gap: 2 } as const
const TICKS = [0, 0.25, 0.5, 0.75, 1]

type Colours = Inks & { readonly tone: (marks: Tone) => string }

/** Right answers as a picture: the curve over one α, the map over two. */
export function sweepSvg(run: SweepRun, points: readonly SweepPoint[], inks: Colours): string {
  return run.second ? mapSvg(run, points, inks) : curveSvg(run, points, inks)
}

function head(run: SweepRun, inks: Colours): string[] {
  const family = run.task ? en.families[run.task.family] : ''
  return [
    svgText(LEFT, 20, `${words.accuracy}: ${family}`),
    svgText(LEFT, 36, words.bars, { fill: inks.quiet, size: 10 }),
  ]
}

function named(run: SweepRun, point: SweepPoint, inside: string): string {
  return `<g><title>${escaped(words.point(whereText(run, point), accuracyText(point)))}</title>${inside}</g>`
}

function curveSvg(run: SweepRun, points: readonly SweepPoint[], inks: Colours): string {
  const step = Math.max(28, 480 / Math.max(1, points.length))
  const width = LEFT + step * points.length + RIGHT
  const tone = inks.tone({ 'data-expert': run.first.name })
  const x = ({ index }: SweepPoint): number => rounded(LEFT + (index + 0.5) * step)
  const y = (share: number): number => rounded(TOP + HIGH * (1 - share))
  const grid = TICKS.flatMap((tick) => [
    `<line x1="${LEFT}" x2="${width - RIGHT}" y1="${y(tick)}" y2="${y(tick)}" stroke="${inks.line}"/>`,
    svgText(LEFT - 8, y(tick) + 4, percent(tick), { anchor: 'end', fill: inks.quiet }),
  ])
  const lines = stretches(points).map((some) => {
    const corner = (point: SweepPoint) => `${x(point)},${y(point.accuracy?.share ?? 0)}`
    const edge = (end: 0 | 1) => some.map((point) => `${x(point)},${y(point.accuracy?.interval[end] ?? 0)}`)
    const band = [...edge(1), ...edge(0).reverse()].join(' ')
    return `<polygon points="${band}" fill="${tone}" fill-opacity="0.1"/><polyline points="${some.map(corner).join(' ')}" fill="none" stroke="${tone}" stroke-width="2"/>`
  })
  const marks = points.map((point) => {
    const at = x(point)
    const label = svgText(at, TOP + HIGH + 18, alphaText(point.alpha), {
      anchor: 'middle',
      fill: inks.quiet,
      size: 9,
    })
    const { accuracy } = point
    if (!accuracy) {
      const none = point.impossible ? svgText(at, TOP + HIGH / 2, '×', { anchor: 'middle' }) : ''
      return named(run, point, none + label)
    }
    const [low, high] = accuracy.interval
    const whisker = `<line x1="${at}" x2="${at}" y1="${y(low)}" y2="${y(high)}" stroke="${tone}"/>`
    const dot = `<circle cx="${at}" cy="${y(accuracy.share)}" r="4" fill="${tone}"/>`
    return named(run, point, whisker + dot + label)
  })
  const axis = svgText((LEFT + width - RIGHT) / 2, TOP + HIGH + 38, words.axis(run.first.name), {
    anchor: 'middle',
  })
  const parts = [...head(run, inks), ...grid, ...lines, ...marks, axis]
  return svgPicture({ width: rounded(width), height: TOP + HIGH + FOOT }, inks, parts)
}

function mapSvg(run: SweepRun, points: readonly SweepPoint[], inks: Colours): string {
  const columns = run.first.values.length
  const rows = run.second?.values ?? []
  const side = { x: CELL.width + CELL.gap, y: CELL.height + CELL.gap }
  const width = Math.max(320, LEFT + columns * side.x + RIGHT)
  const foot = TOP + rows.length * side.y
  const left = (column: number): number => LEFT + column * side.x
  // The largest α of the second axis on top, as on a chart.
  const top = (row: number): number => TOP + (rows.length - 1 - row) * side.y
  const cells = points.map((point) => {
    const [column, row] = [point.index % columns, Math.floor(point.index / columns)]
    const share = point.accuracy?.share ?? 0
    const place = `x="${left(column)}" y="${top(row)}" width="${CELL.width}" height="${CELL.height}"`
    const told = point.accuracy ? percent(share) : point.impossible ? '×' : '·'
    return named(
      run,
      point,
      [
        `<rect ${place} fill="${inks.line}"/>`,
        `<rect ${place} fill="${inks.heat}" fill-opacity="${rounded(share)}"/>`,
        svgText(left(column) + CELL.width / 2, top(row) + 18, told, { anchor: 'middle' }),
      ].join(''),
    )
  })
  const quiet = { fill: inks.quiet } as const
  const across = run.first.values.map((value, column) =>
    svgText(left(column) + CELL.width / 2, foot + 16, alphaText(value), { anchor: 'middle', ...quiet }),
  )
  const down = rows.map((value, row) =>
    svgText(LEFT - 6, top(row) + 18, alphaText(value), { anchor: 'end', ...quiet }),
  )
  const axes = [
    svgText(LEFT, foot + 36, `${words.axis(run.first.name)} →`),
    svgText(4, TOP - 6, `${words.axis(run.second?.name ?? '')} ↑`, { size: 10 }),
  ]
  const parts = [head(run, inks)[0] ?? '', ...cells, ...across, ...down, ...axes]
  return svgPicture({ width, height: foot + FOOT }, inks, parts)
}
