import { gumbelNoise } from '../core/gumbel.ts'
import type { Engine, Lane } from './engine.ts'

/** How a text was drawn; greedy at temperature 0. */
export interface Drawn {
  readonly seed: number
  readonly temperature: number
}

/**
 * How much the logits of `engine` would have to change for it to write the second text where that first parts from
 * the first, which it wrote itself; 0 where they do not part. Two engines whose logits differ by no more than
 * `tolerance` part at most `2 * tolerance` apart, on a greedy path or under the same noise.
 */
export async function partingMargin(
  engine: Engine,
  lane: Lane,
  { seed, temperature }: Drawn,
  own: readonly number[],
  other: readonly number[],
): Promise<number> {
  const at = own.findIndex((id, index) => id !== other[index])
  const [mine, theirs] = [own[at], other[at]]
  if (mine === undefined) return own.length === other.length ? 0 : Number.POSITIVE_INFINITY
  if (theirs === undefined) return Number.POSITIVE_INFINITY
  const [logits] = await engine.logits([{ ...lane, ids: [...lane.ids, ...own.slice(0, at)] }])
  const noise = (id: number) => (temperature === 0 ? 0 : temperature * gumbelNoise(seed, at, id))
  const score = (id: number) => (logits?.[id] ?? Number.NaN) + noise(id)
  return score(mine) - score(theirs)
}
