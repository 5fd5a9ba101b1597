import { createPrng } from '../../core/prng.ts'
import { DRAWING_SIZE, type Drawing } from '../../state/picture-svd-store.ts'

/** Grey value of a place; `x` from the left and `y` from the top, both in 0 … 1. */
type Paint = (x: number, y: number) => number

const between = (value: number, low: number, high: number): boolean => value >= low && value < high

function house(x: number, y: number): number {
  const isSun = (x - 0.84) ** 2 + (y - 0.17) ** 2 < 0.008
  const isRoof = between(y, 0.22, 0.46) && Math.abs(x - 0.42) < (y - 0.22) * 1.3
  const isWall = between(x, 0.18, 0.66) && between(y, 0.46, 0.84)
  const isDoor = between(x, 0.36, 0.48) && between(y, 0.6, 0.84)
  const isWindow = (between(x, 0.23, 0.31) || between(x, 0.53, 0.61)) && between(y, 0.54, 0.66)
  if (isSun) return 1
  if (isDoor) return 0.12
  if (isWindow) return 0.95
  if (isWall) return 0.62
  if (isRoof) return 0.28
  return y > 0.84 ? 0.4 : 0.86
}

const checks: Paint = (x, y) => ((Math.floor(x * 8) + Math.floor(y * 8)) % 2 === 0 ? 0.15 : 0.85)

const hills: Paint = (x, y) => {
  const line = 0.5 + 0.16 * Math.sin(7 * x) + 0.07 * Math.sin(17 * x + 1)
  const near = 0.72 + 0.09 * Math.sin(5 * x + 2)
  if (y > near) return 0.18
  return y > line ? 0.42 + 0.2 * (y - line) : 0.92 - 0.35 * y
}

function noise(): Float64Array {
  const prng = createPrng(7)
  return Float64Array.from({ length: DRAWING_SIZE ** 2 }, () => prng.uniform())
}

const PAINTS: Readonly<Record<Exclude<Drawing, 'noise'>, Paint>> = { house, checks, hills }

/** Grey values 0 … 1, `[DRAWING_SIZE, DRAWING_SIZE]`, row by row. */
export function drawingValues(drawing: Drawing): Float64Array {
  if (drawing === 'noise') return noise()
  const paint = PAINTS[drawing]
  return Float64Array.from({ length: DRAWING_SIZE ** 2 }, (_, place) => {
    const x = ((place % DRAWING_SIZE) + 0.5) / DRAWING_SIZE
    const y = (Math.floor(place / DRAWING_SIZE) + 0.5) / DRAWING_SIZE
    return paint(x, y)
  })
}
