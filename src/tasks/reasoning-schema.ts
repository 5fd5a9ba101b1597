import type { Prng } from '../core/prng.ts'
import { canonicalText } from './canonical.ts'
import { KIND_NAMES, KINDS, type Kind, kindOf } from './lexicon.ts'
import type { Slots, Solution } from './schema.ts'

/** The solution of a multiple choice exercise: `worked` reasons, then says the option's word after `hence`. */
export function solveChoice(working: string, right: string, wrong: string): Solution | null {
  if (right === wrong) return null
  return {
    worked: `${working} , hence ${right}`,
    blurt: `i guess ${right}`,
    slip: `i guess ${wrong}`,
    expected: right,
    verify: (text) => finalWord(text) === right,
  }
}

/** The word after a closing `hence` or `guess`. */
function finalWord(text: string): string | undefined {
  return /(?:^| )(?:hence|guess) (\S+)$/.exec(canonicalText(text))?.[1]
}

/** The slots p, q, r and s, as far as there are any: what may be answered. */
export function optionsIn(slots: Slots): string[] {
  return ['p', 'q', 'r', 's'].flatMap((name) => slots[name] ?? [])
}

/** Options in random order as the slots p, q, r and s. */
export function optionSlots(prng: Prng, options: readonly string[]): Slots {
  const names = ['p', 'q', 'r', 's']
  return Object.fromEntries(prng.shuffle(options).map((option, index) => [names[index] ?? '', option]))
}

/** Three words of one kind and one of another: the odd one is the answer. */
export function drawOddOne(prng: Prng): { many: Kind; few: Kind; options: Slots } {
  const [many, few] = drawTwoKinds(prng)
  const words = [...prng.shuffle(KINDS[many]).slice(0, 3), prng.pick(KINDS[few])]
  return { many, few, options: optionSlots(prng, words) }
}

/** Picks the only option of which `isOdd` holds; the slip is the first of the others. */
export function solveOddOne(options: readonly string[], isOdd: (kind: Kind) => boolean): Solution | null {
  if (new Set(options).size !== options.length) return null
  const kinds = options.map(kindOf)
  if (kinds.includes(null)) return null
  const [odd, second] = options.filter((_, index) => {
    const kind = kinds[index]
    return kind !== null && kind !== undefined && isOdd(kind)
  })
  if (odd === undefined || second !== undefined) return null
  const other = options.find((option) => option !== odd) ?? odd
  return solveChoice(`${odd} is a ${kindOf(odd)}`, odd, other)
}

function drawTwoKinds(prng: Prng): [Kind, Kind] {
  const many = prng.pick(KIND_NAMES)
  return [many, prng.pick(KIND_NAMES.filter((kind) => kind !== many))]
}
