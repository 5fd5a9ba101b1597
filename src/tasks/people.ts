import type { Prng } from '../core/prng.ts'
import { drawDistinct } from './draw.ts'
import { NAMES } from './lexicon.ts'

const MADE_UP = 0.05
const NON_ASCII = 0.15

const CONSONANTS = [...'bdfgklmnprstvz']
const VOWELS = [...'aeiou']
const SCRIPTS: readonly ((prng: Prng) => string)[] = [
  (prng) =>
    prng.pick(CONSONANTS) + prng.pick([...'éüñøåçöæíśžğ']) + prng.pick(CONSONANTS) + prng.pick(VOWELS),
  (prng) => prng.pick([...'δκλμνπρτ']) + prng.pick([...'αειου']) + prng.pick([...'βγκλμν']),
  (prng) => prng.pick([...'бвдклмнт']) + prng.pick([...'аеиоя']) + prng.pick([...'лнрсшж']),
  (prng) => prng.pick([...'李王明月山川小花林海']),
  (prng) => prng.pick(['🙂', '🚀', '🐙', '🌵', '🎈', '🦊']),
]

/**
 * Names of different people. Now and then one of them is made up, so that the model learns to copy words it
 * has no token for: letter by letter, or byte by byte where the letters are outside a–z.
 * At most one a call, which bounds the length of the prompt.
 */
export function drawPeople(prng: Prng, count: number): string[] {
  const people = drawDistinct(prng, NAMES, count)
  if (prng.uniform() < 1 - (1 - MADE_UP) ** count) {
    const invented = inventName(prng)
    if (!NAMES.includes(invented)) people[prng.integer(count)] = invented
  }
  return people
}

function inventName(prng: Prng): string {
  if (prng.uniform() < NON_ASCII) return prng.pick(SCRIPTS)(prng)
  return prng.pick(CONSONANTS) + prng.pick(VOWELS) + prng.pick(CONSONANTS) + prng.pick(VOWELS)
}
