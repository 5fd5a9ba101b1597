import type { TokenProbability } from '../../state/answers-store.ts'

export interface NextTokenRow {
  readonly text: string
  /** Null where the token is not among that lane's most probable ones. */
  readonly base: number | null
  readonly adapted: number | null
  readonly delta: number | null
}

/** The tokens that either lane finds most probable, the more probable of the two deciding the order. */
export function nextTokenRows(
  base: readonly TokenProbability[],
  adapted: readonly TokenProbability[],
  count: number,
): NextTokenRow[] {
  const inBase = new Map(base.map(({ text, probability }) => [text, probability]))
  const inAdapted = new Map(adapted.map(({ text, probability }) => [text, probability]))
  return [...new Set([...inBase.keys(), ...inAdapted.keys()])]
    .map((text) => {
      const before = inBase.get(text) ?? null
      const after = inAdapted.get(text) ?? null
      const delta = before === null || after === null ? null : after - before
      return { text, base: before, adapted: after, delta }
    })
    .sort((a, b) => Math.max(b.base ?? 0, b.adapted ?? 0) - Math.max(a.base ?? 0, a.adapted ?? 0))
    .slice(0, count)
}
