import type { Prng } from '../../core/prng.ts'
import { NAMES } from '../lexicon.ts'
import { type Slots, slot } from '../schema.ts'
import { MOST_DRAWN, type Panel } from './panel.ts'

/** How the beginning of an exercise in words can be drawn instead. */
export interface View {
  /** How a form must begin; this part is drawn, the rest is asked. */
  readonly drawn: string
  /** Null where the slots cannot be drawn. */
  readonly panels: (slots: Slots, prng: Prng) => readonly Panel[] | null
}

/** Most letters that fit into a panel. */
const MOST_LETTERS = 6
/** How often a number stands alone, without the thing it counts. */
const BARE = 0.15

/** Longer beginnings first: a form is drawn by the first view that fits. */
export const VIEWS: readonly View[] = [
  {
    drawn: '{n} has {a} {o} and {m} has {b} .',
    panels: (slots, prng) =>
      complete([
        name(slot(slots, 'n')),
        amount(slots.a, slot(slots, 'o'), prng),
        name(slot(slots, 'm')),
        amount(slots.b, slot(slots, 'o'), prng),
      ]),
  },
  {
    drawn: '{n} has {a} {o}',
    panels: (slots, prng) => complete([name(slot(slots, 'n')), amount(slots.a, slot(slots, 'o'), prng)]),
  },
  {
    drawn: '{p} or {q} or {r} or {s} :',
    panels: (slots) => complete(['p', 'q', 'r', 's'].map((option) => word(slot(slots, option)))),
  },
]

/** A name of the lexicon; made-up ones are no single token. */
function name(text: string): Panel | null {
  return NAMES.includes(text) ? word(text) : null
}

function word(text: string): Panel | null {
  return text.length <= MOST_LETTERS && /^[a-z]+$/.test(text) ? { kind: 'word', text } : null
}

function amount(number: string | undefined, thing: string, prng: Prng): Panel | null {
  const count = Number(number)
  if (!(count >= 1 && count <= 99)) return null
  if (prng.uniform() < BARE) return { kind: 'number', value: count }
  return { kind: 'things', count, thing, each: count <= MOST_DRAWN && prng.uniform() < 0.5 }
}

function complete(panels: readonly (Panel | null)[]): readonly Panel[] | null {
  return panels.every((panel) => panel !== null) ? panels : null
}
