import { enLessons } from '../messages/en-lessons.ts'

const HEIGHT = 120
const STEP = 6

interface SigmaBarsProps {
  readonly sigma: Float64Array
  readonly scaled: Float64Array
}

/**
 * Every singular value as an outline, and as it is shown as a filled bar. Square roots, so that the small ones, which
 * hold the details, are seen beside the first.
 */
export function SigmaBars({ sigma, scaled }: SigmaBarsProps) {
  const most = Math.max(1e-9, ...sigma, ...scaled)
  const height = (value: number): number => HEIGHT * Math.sqrt(Math.max(0, value) / most)
  return (
    <figure className="sigma-bars">
      <svg viewBox={`0 0 ${STEP * sigma.length} ${HEIGHT + 1}`} preserveAspectRatio="none" aria-hidden="true">
        {Array.from(sigma, (value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          <g key={index}>
            <rect
              className="sigma-was"
              x={STEP * index + 0.5}
              width={STEP - 2}
              y={HEIGHT - height(value)}
              height={height(value)}
            />
            <rect
              className="sigma-is"
              x={STEP * index + 0.5}
              width={STEP - 2}
              y={HEIGHT - height(scaled[index] ?? 0)}
              height={height(scaled[index] ?? 0)}
            />
          </g>
        ))}
      </svg>
      <figcaption className="quiet">{enLessons.svd.curveCaption}</figcaption>
    </figure>
  )
}
