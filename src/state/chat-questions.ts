import type { KnownAnswer } from './prompt-store.ts'

/** A question of a chat family with the answers on offer, in a wording that no training saw; the right one comes first. */
type Question = readonly [prompt: string, right: string, ...wrong: string[]]

/**
 * For the chips of the experts, from the families that SmolLM2's were trained on: some that its base gets wrong, one
 * that it gets right, one that its expert gets wrong, and one that pass 1 does not recognise.
 */
const QUESTIONS = {
  'chat-code': [
    [
      'Here is a short Python program:\nn = 8\ntotal = n\nn = 3\nprint(total)\nWhich number is its output?',
      ...['The answer is 8', 'The answer is 9', 'The answer is 6', 'The answer is 5'],
    ],
    [
      'A student runs these Python lines and sees a number. Which one?\ncount = 2\nk = 3\nprint(count + k)',
      ...['The answer is 5', 'The answer is 8', 'The answer is 6', 'The answer is 2'],
    ],
    [
      'Here is a short Python program:\nitems = [4, 0, 9, 6, 7, 3]\nprint(len(items))\nWhich number is its output?',
      ...['The answer is 6', 'The answer is 4', 'The answer is 9', 'The answer is 3'],
    ],
  ],
  'chat-reasoning': [
    [
      'Which fits best for an axe: a vehicle, an animal, a tool or a fruit?',
      ...['tool', 'vehicle', 'animal', 'fruit'],
    ],
    [
      'Which fits best for a ship: a vehicle, an animal, a tool or a fruit?',
      ...['vehicle', 'tool', 'animal', 'fruit'],
    ],
    [
      'Is "apricot" the name of a vehicle, an animal, a tool or a fruit? Say which, in one word.',
      ...['fruit', 'tool', 'vehicle', 'animal'],
    ],
    [
      'A child asks what a snake is. Is it a tool, a vehicle, an animal or a fruit? Answer in one word.',
      ...['animal', 'tool', 'vehicle', 'fruit'],
    ],
  ],
} as const satisfies Record<string, readonly Question[]>

type QuestionFamily = keyof typeof QUESTIONS

export const questionsOf = (family: QuestionFamily): string[] => QUESTIONS[family].map(([prompt]) => prompt)

/** What is on offer for one of these questions, in the order of the alphabet, and what is right. */
export function knownQuestion(asked: string): KnownAnswer | null {
  for (const family of Object.keys(QUESTIONS) as QuestionFamily[]) {
    for (const [prompt, ...choices] of QUESTIONS[family]) {
      if (prompt !== asked) continue
      const [expected] = choices
      return { family, expected, verify: (answer) => answer === expected, choices: choices.toSorted() }
    }
  }
  return null
}
