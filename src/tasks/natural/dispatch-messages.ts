import type { Prng } from '../../core/prng.ts'
import { fillForm } from '../schema.ts'
import { CATEGORIES, type Category, type Split } from '../task-item.ts'
import type { ChoiceExercise } from './choice-exercise.ts'
import { fillersFor } from './fillers.ts'
import { belongsTo, wordingsOf } from './kind.ts'
import { MESSAGES } from './messages.ts'

/** The system message of pass 1 for models that chat. */
export const DISPATCH_INSTRUCTION = 'Classify the user message with one word: math, code, reasoning or other.'

/** A message of a category as an exercise of pass 1: which of the four words is likeliest. */
export function drawDispatchExercise(category: Category, split: Split, prng: Prng): ChoiceExercise | null {
  const wordings = MESSAGES[category]
  const wording = prng.pick(wordingsOf(split, wordings.length))
  const form = wordings[wording] ?? ''
  const prompt = fillForm(form, fillersFor(form, prng))
  // A message without slots is one prompt: it can be trained on, and there is nothing else to hold out of it.
  if (form.includes('{') ? !belongsTo(split, prompt) : split === 'valid') return null
  return {
    prompt,
    system: DISPATCH_INSTRUCTION,
    choices: CATEGORIES,
    label: CATEGORIES.indexOf(category),
    kind: category,
    wording,
  }
}
