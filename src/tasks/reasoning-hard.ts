import { kindOf } from './lexicon.ts'
import { drawRanking, solveRanking } from './ranking.ts'
import { drawRules, solveRules } from './reasoning.ts'
import { drawOddOne, optionsIn, solveOddOne } from './reasoning-schema.ts'
import type { Schema } from './schema.ts'

/** Rankings of four, rules behind an `if`, and an odd one out whose kind is not told. */
export const REASONING_HARD: readonly Schema[] = [
  {
    family: 'reasoning-hard',
    hard: true,
    forms: [
      '{d} is {x} than {e} . {i} is {x} than {j} . {u} is {x} than {v} . name the {y} one {p} or {q} or {r} or {s}',
      '{d} is {x} than {e} . {i} is {x} than {j} . {u} is {x} than {v} . which one is the {y} ? {p} or {q} or {r} or {s}',
    ],
    draw: (prng) => drawRanking(prng, 4),
    solve: solveRanking,
  },
  {
    family: 'reasoning-hard',
    hard: true,
    forms: [
      '{n} is a {z} . if it is a {d} it is {x} . if it is a {e} it is {y} . what is {n} ? {p} or {q} or {r}',
      'if {n} is a {d} then {n} is {x} . if {n} is a {e} then {n} is {y} . {n} is a {z} . {p} or {q} or {r} ?',
    ],
    draw: drawRules,
    solve: solveRules,
  },
  {
    family: 'reasoning-hard',
    hard: true,
    forms: [
      'find the odd one out {p} or {q} or {r} or {s}',
      '{p} or {q} or {r} or {s} : what is the odd one ?',
    ],
    draw: (prng) => drawOddOne(prng).options,
    solve: (slots) => {
      const options = optionsIn(slots)
      const kinds = options.map(kindOf)
      return solveOddOne(options, (kind) => kinds.filter((other) => other === kind).length === 1)
    },
  },
]
