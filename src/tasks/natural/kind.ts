import type { Prng } from '../../core/prng.ts'
import { fillForm, type Slots } from '../schema.ts'
import { splitOf } from '../split.ts'
import type { Split } from '../task-item.ts'
import type { ChoiceExercise } from './choice-exercise.ts'

/** One kind of question: the same thing asked in several wordings, the answer depending on the slots alone. */
export interface Kind {
  readonly name: string
  /** Those at even places are trained on; those at odd places are held out for the test split. */
  readonly wordings: readonly string[]
  readonly draw: (prng: Prng) => DrawnQuestion | null
}

export interface DrawnQuestion {
  readonly slots: Slots
  readonly right: string
  /** Wrong choices, different from the right one and from each other. */
  readonly wrong: readonly string[]
}

/** The places of the wordings that a split may use: half of all wordings are never trained on. */
export function wordingsOf(split: Split, count: number): readonly number[] {
  const parity = split === 'test' ? 1 : 0
  return Array.from({ length: count }, (_, place) => place).filter((place) => place % 2 === parity)
}

/**
 * A prompt of a wording that is trained on belongs to `train` or, by its hash, to `valid`; all prompts of a held-out
 * wording belong to `test`.
 */
export function belongsTo(split: Split, prompt: string): boolean {
  return split === 'test' || (splitOf(prompt) === 'train') === (split === 'train')
}

/** An exercise of one of the kinds, all equally likely, or null where the draw made none of that split. */
export function drawExercise(kinds: readonly Kind[], split: Split, prng: Prng): ChoiceExercise | null {
  const kind = prng.pick(kinds)
  const wording = prng.pick(wordingsOf(split, kind.wordings.length))
  const drawn = kind.draw(prng)
  if (drawn === null) return null
  const prompt = fillForm(kind.wordings[wording] ?? '', drawn.slots)
  if (!belongsTo(split, prompt)) return null
  const choices = prng.shuffle([drawn.right, ...drawn.wrong])
  return { prompt, choices, label: choices.indexOf(drawn.right), kind: kind.name, wording }
}

/** `count` wrong one-digit numbers beside the right one, near ones first in likelihood of being drawn. */
export function wrongDigits(prng: Prng, right: number, count = 3): string[] {
  const others = Array.from({ length: 10 }, (_, digit) => digit).filter((digit) => digit !== right)
  const near = others.filter((digit) => Math.abs(digit - right) <= 3)
  return prng
    .shuffle(near.length >= count ? near : others)
    .slice(0, count)
    .map(String)
}
