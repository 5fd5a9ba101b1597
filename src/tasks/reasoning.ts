import type { Prng } from '../core/prng.ts'
import { between, drawDistinct } from './draw.ts'
import { ADJECTIVES, KINDS, THINGS } from './lexicon.ts'
import { drawPeople } from './people.ts'
import { drawRanking, solveRanking } from './ranking.ts'
import { drawOddOne, optionSlots, optionsIn, solveChoice, solveOddOne } from './reasoning-schema.ts'
import { type Schema, type Slots, type Solution, slot } from './schema.ts'

/** Multiple choice: what kind of thing a word is (easy), and look-ups among the facts of the prompt (hard). */
export const REASONING: readonly Schema[] = [
  {
    family: 'reasoning',
    hard: false,
    forms: ['which is not a {z} ? {p} or {q} or {r} or {s}', '{p} or {q} or {r} or {s} : one is not a {z}'],
    draw: (prng) => {
      const { many, options } = drawOddOne(prng)
      return { z: many, ...options }
    },
    solve: (slots) => solveOddOne(optionsIn(slots), (kind) => kind !== slots.z),
  },
  {
    family: 'reasoning',
    hard: false,
    forms: ['which is a {z} ? {p} or {q} or {r} or {s}', 'find the {z} : {p} or {q} or {r} or {s}'],
    draw: (prng) => {
      const { few, options } = drawOddOne(prng)
      return { z: few, ...options }
    },
    solve: (slots) => solveOddOne(optionsIn(slots), (kind) => kind === slots.z),
  },
  {
    family: 'reasoning',
    hard: true,
    forms: [
      '{d} is {x} than {e} . {i} is {x} than {j} . who is the {y} ? {p} or {q} or {r}',
      '{d} is {x} than {e} and {i} is {x} than {j} . the {y} is {p} or {q} or {r}',
    ],
    draw: (prng) => drawRanking(prng, 3),
    solve: solveRanking,
  },
  {
    family: 'reasoning',
    hard: true,
    forms: [
      'every {d} is {x} . every {e} is {y} . {n} is a {z} . {n} is {p} or {q} or {r}',
      '{n} is a {z} . each {d} is {x} and each {e} is {y} . is {n} {p} or {q} or {r} ?',
    ],
    draw: drawRules,
    solve: solveRules,
  },
  {
    family: 'reasoning',
    hard: false,
    weight: 0.5,
    forms: [
      '{n} has {a} {o} and {m} has {b} . who has more ? {p} or {q}',
      '{n} is {a} and {m} is {b} . who is older ? {p} or {q}',
    ],
    draw: (prng) => {
      const people = drawPeople(prng, 2)
      const [n = '', m = ''] = people
      const [a, b] = [between(prng, 2, 60), between(prng, 2, 60)].map(String)
      return { n, m, o: prng.pick(THINGS), a: a ?? '', b: b ?? '', ...optionSlots(prng, people) }
    },
    solve: solveNumbers,
  },
]

/** Two rules about animals and a third adjective that no rule speaks of; z is the animal asked about. */
export function drawRules(prng: Prng): Slots {
  const [d = '', e = ''] = drawDistinct(prng, KINDS.animal, 2)
  const adjectives = drawDistinct(prng, ADJECTIVES, 3)
  const [x = '', y = ''] = adjectives
  const [n = ''] = drawPeople(prng, 1)
  return { d, e, x, y, n, z: prng.uniform() < 0.5 ? d : e, ...optionSlots(prng, adjectives) }
}

/** The slip follows the wrong rule. */
export function solveRules(slots: Slots): Solution | null {
  const { d, e, x, y, z } = slots
  if (d === e || x === undefined || y === undefined || (z !== d && z !== e)) return null
  const [right, wrong] = z === d ? [x, y] : [y, x]
  const options = optionsIn(slots)
  if (!options.includes(right) || new Set(options).size !== options.length) return null
  return solveChoice(`${slot(slots, 'n')} is a ${z} , ${z} is ${right}`, right, wrong)
}

function solveNumbers(slots: Slots): Solution | null {
  const [a, b] = [Number(slots.a), Number(slots.b)]
  const [n, m] = [slot(slots, 'n'), slot(slots, 'm')]
  const options = optionsIn(slots)
  if (a === b || n === m || !options.includes(n) || !options.includes(m)) return null
  return a > b ? solveChoice(`${a} > ${b}`, n, m) : solveChoice(`${b} > ${a}`, m, n)
}
