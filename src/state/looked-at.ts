import { type InspectorLink, matrixText } from './inspector-link.ts'
import type { InspectorStore } from './inspector-store.ts'
import { type LensLink, type LensPlace, lensText } from './lens-link.ts'
import type { LensStore } from './lens-store.ts'
import type { SweepLink } from './sweep-link.ts'
import type { SweepStore } from './sweep-store.ts'
import type { UrlProblem } from './url-problem.ts'

/** Why a part of a link that names an expert is not followed. */
export const NO_EXPERT = 'this model has no expert of this name'

export type LookedAtLink = InspectorLink & LensLink & SweepLink

/** What a link says of the parts that look closely: inspector, lens and sweep. */
export interface LookedAt {
  /** What the link says nothing of stays as it is. */
  follow(link: LookedAtLink): void
  link(): LookedAtLink
  /** What a link asked for and the open model cannot show; told once. */
  missed(): UrlProblem[]
}

/** The lens goes to the last token of an answer that does not have the one that a link asks for. */
export function missedToken(asked: LensPlace): UrlProblem {
  return { key: 'lens', value: lensText(asked), reason: 'the answer has fewer tokens' }
}

/** @param parts.layers of the open model; null while none is open */
export function createLookedAt({
  inspector,
  lens,
  sweep,
  layers,
}: {
  readonly inspector: InspectorStore
  readonly lens: LensStore
  readonly sweep: SweepStore
  readonly layers: () => number | null
}): LookedAt {
  let asked: InspectorLink['matrix']

  /** The matrix that was asked for, if the model has none such. */
  function missedMatrix(): readonly string[] {
    const all = layers()
    if (!asked || all === null) return []
    const missed = asked.layer < all ? [] : [matrixText(asked)]
    asked = undefined
    return missed
  }

  return {
    follow(link) {
      if (link.matrix) asked = link.matrix
      if (link.inspect || link.matrix) inspector.follow(link)
      if (link.lens) lens.follow(link.lens)
      if (link.sweep) sweep.follow(link.sweep)
    },
    link: () => ({ ...inspector.link(), ...lens.link(), ...sweep.link() }),
    missed: () => [
      ...inspector.missed().map((value) => ({ key: 'inspect', value, reason: NO_EXPERT })),
      ...missedMatrix().map((value) => ({
        ...{ key: 'matrix', value },
        reason: 'this model has no such layer',
      })),
      ...sweep.missed().map(({ value, isFamily }) => {
        const reason = isFamily ? 'this model is not asked exercises of this family' : NO_EXPERT
        return { key: 'sweep', value, reason }
      }),
    ],
  }
}
