import type { FewShotGeneration } from '../../adapt/few-shot/few-shot.ts'

export interface Scale {
  readonly domain: readonly [low: number, high: number]
  readonly ticks: readonly number[]
}

/** Of α: from 0 to 1, or as much further as the search looked. */
export function alphaScale(history: readonly FewShotGeneration[]): Scale {
  const seen = history.flatMap(({ candidates, mean, deviation }) => [
    ...candidates.flatMap(({ alpha }) => Object.values(alpha)),
    ...Object.entries(mean).flatMap(([name, value]) => {
      const half = deviation[name] ?? 0
      return [value - half, value + half]
    }),
  ])
  // The spread around a mean at the edge of the range goes beyond it by some hundredths.
  const low = roundDown(Math.min(0, ...seen) + 0.1)
  const high = -roundDown(-Math.max(1, ...seen) + 0.1)
  const inner = [0, 0.5, 1].filter((tick) => tick > low + 0.2 && tick < high - 0.2)
  return { domain: [low, high], ticks: [low, ...inner, high] }
}

/** Of scores: shares from 0 to 1, and log-probabilities from the worst to the best that was seen. */
export function scoreScale(history: readonly FewShotGeneration[], isShare: boolean): Scale {
  if (isShare) return { domain: [0, 1], ticks: [0, 0.5, 1] }
  const seen = history.flatMap(({ candidates }) =>
    candidates.filter(({ possible }) => possible).map(({ score }) => score),
  )
  const low = Math.floor(10 * Math.min(-0.1, ...seen)) / 10
  return { domain: [low, 0], ticks: [low, low / 2, 0] }
}

/** To the next half below. */
function roundDown(value: number): number {
  const half = Math.floor(2 * value) / 2
  return half === 0 ? 0 : half
}
