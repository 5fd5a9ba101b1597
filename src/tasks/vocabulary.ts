import { piecesOf } from './canonical.ts'
import { DISPATCH_QUESTION } from './dispatch.ts'
import { SCHEMAS } from './families.ts'
import { ADJECTIVES, COMPARISONS, KIND_NAMES, KINDS, NAMES, THINGS } from './lexicon.ts'
import { COUNTED_OPERATIONS, PLAIN_OPERATIONS } from './list-language/program.ts'
import { SMALL_TALK } from './other.ts'
import { PHRASES } from './phrases.ts'
import { formWords } from './schema.ts'
import { SUMS } from './sums.ts'
import { CATEGORIES } from './task-item.ts'

/** Words of the answers that stand in no prompt. */
const ANSWER_WORDS = 'so f first next last i guess is a hence'.split(' ')

/** Every word the generators can write, made-up names apart: sorted, distinct, letters only. */
export function templateWords(): string[] {
  const forms = [...Object.values(SCHEMAS).flat(), ...SUMS].flatMap(({ forms }) => forms)
  const texts = [
    ...forms.flatMap(formWords),
    ...SMALL_TALK.flat().flatMap(formWords),
    ...PHRASES.flatMap(({ wording }) => formWords(wording)),
    ...[...NAMES, ...THINGS, ...ADJECTIVES, ...KIND_NAMES, ...Object.values(KINDS).flat()],
    ...COMPARISONS.flatMap(({ more, most, least }) => [more, most, least]),
    ...[...PLAIN_OPERATIONS, ...COUNTED_OPERATIONS, ...CATEGORIES, ...ANSWER_WORDS],
    DISPATCH_QUESTION,
  ]
  return [...new Set(texts.flatMap(piecesOf))].filter((piece) => /^[a-z]+$/.test(piece)).sort()
}
