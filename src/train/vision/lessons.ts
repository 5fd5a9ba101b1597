import type { Prng } from '../../core/prng.ts'
import { KINDS, NAMES, THINGS } from '../../tasks/lexicon.ts'
import { MOST_DRAWN, type Panel } from '../../tasks/pictures/panel.ts'

/** The two words that a panel's soft tokens are to stand for; null where any will do. */
export type PanelWords = readonly [first: string, second: string | null]

const OPTION_WORDS: readonly string[] = Object.values(KINDS).flat()
/** Of the last panel in a list of options. */
const LAST_PLACE = 3

/** A random panel of any kind that exercises show, for learning to read: more numbers than words, as they are harder. */
export function drawLesson(prng: Prng): Panel {
  const kind = prng.uniform()
  if (kind < 0.17) return { kind: 'word', text: prng.pick(NAMES) }
  if (kind < 0.4) return { kind: 'word', text: prng.pick(OPTION_WORDS) }
  // Small numbers come more often, as they do in exercises.
  const number = () => prng.integer(prng.pick([40, 40, 61, 100]))
  if (kind < 0.55) return { kind: 'number', value: number() }
  const each = prng.uniform() < 0.4
  const count = each ? 1 + prng.integer(MOST_DRAWN) : number()
  return { kind: 'things', count, thing: prng.pick(THINGS), each }
}

/** What a text would say where the panel stands: `amy has`, `13 stars`, `plum or`, and `pear :` in the last place. */
export function wordsOf(panel: Panel, place: number): PanelWords {
  switch (panel.kind) {
    case 'word':
      if (NAMES.includes(panel.text)) return [panel.text, 'has']
      return [panel.text, place === LAST_PLACE ? ':' : 'or']
    case 'number':
      return [String(panel.value), null]
    case 'things':
      return [String(panel.count), panel.thing]
    default:
      return panel satisfies never
  }
}
