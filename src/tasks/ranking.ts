import type { Prng } from '../core/prng.ts'
import { COMPARISONS } from './lexicon.ts'
import { drawPeople } from './people.ts'
import { optionSlots, optionsIn, solveChoice } from './reasoning-schema.ts'
import { type Slots, type Solution, slot } from './schema.ts'

/**
 * Slots of a ranking of `count` people: facts as pairs (d, e), (i, j) and, for four people, (u, v), in shuffled
 * order; `x` the comparison, `y` the superlative asked for, p … s the options.
 */
export function drawRanking(prng: Prng, count: 3 | 4): Slots {
  const people = drawPeople(prng, count)
  const comparison = prng.pick(COMPARISONS)
  const facts = prng.shuffle(people.slice(1).map((person, index) => [people[index] ?? '', person] as const))
  const pairs = FACTS.slice(0, facts.length).flatMap(([more, less], index) => [
    [more, facts[index]?.[0] ?? ''],
    [less, facts[index]?.[1] ?? ''],
  ])
  return {
    ...Object.fromEntries(pairs),
    x: comparison.more,
    y: prng.uniform() < 0.5 ? comparison.most : comparison.least,
    ...optionSlots(prng, people),
  }
}

/** Works the ranking out as a chain `zoe > leo > ben`; the slip is the neighbour of the right answer. */
export function solveRanking(slots: Slots): Solution | null {
  const comparison = COMPARISONS.find(({ more }) => more === slots.x)
  const superlative = slot(slots, 'y')
  if (comparison === undefined || ![comparison.most, comparison.least].includes(superlative)) return null
  const chain = chainOf(
    FACTS.flatMap(([more, less]) => {
      const [above, below] = [slots[more], slots[less]]
      return above === undefined || below === undefined ? [] : [[above, below] as const]
    }),
  )
  if (chain === null) return null
  const options = optionsIn(slots)
  if (options.length !== chain.length || !chain.every((person) => options.includes(person))) return null
  const [right, wrong] = superlative === comparison.most ? chain : chain.toReversed()
  return right === undefined || wrong === undefined ? null : solveChoice(chain.join(' > '), right, wrong)
}

const FACTS = [
  ['d', 'e'],
  ['i', 'j'],
  ['u', 'v'],
] as const

/** All people from most to least if the facts order them in one way only, else null. */
function chainOf(facts: readonly (readonly [string, string])[]): string[] | null {
  const below = new Map(facts)
  const inferior = new Set(facts.map(([, less]) => less))
  const tops = [...below.keys()].filter((person) => !inferior.has(person))
  const [top] = tops
  if (
    below.size !== facts.length ||
    inferior.size !== facts.length ||
    tops.length !== 1 ||
    top === undefined
  ) {
    return null
  }
  const chain = [top]
  for (let next = below.get(top); next !== undefined; next = below.get(next)) chain.push(next)
  return chain.length === facts.length + 1 ? chain : null
}
