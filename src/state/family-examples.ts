import { createPrng } from '../core/prng.ts'
import { EXAMPLE_PROMPTS } from '../tasks/examples.ts'
import { generateItem } from '../tasks/families.ts'
import { problemFromPrompt } from '../tasks/problem-from-prompt.ts'
import { FAMILIES, UNSEEN_FAMILIES } from '../tasks/task-item.ts'
import type { ExampleBook, ExampleGroup } from './example-book.ts'

const GROUPS = ['math', 'code', 'reasoning', 'harder', 'other'] as const

/** The hand-picked prompts of each family; surprises are drawn from the test split, which no training has seen. */
export function createFamilyExamples(surpriseSeed: number): ExampleBook {
  return {
    groups: GROUPS,
    example(group: ExampleGroup, index: number) {
      const known = GROUPS.find((name) => name === group) ?? 'math'
      const prompts = known === 'harder' ? harderPrompts() : EXAMPLE_PROMPTS[known]
      return prompts[index % prompts.length] ?? ''
    },
    first: () => ({ prompt: EXAMPLE_PROMPTS.math[0] ?? '', expert: null }),
    surprise(draw: number) {
      const prng = createPrng(surpriseSeed + draw)
      return generateItem(prng.pick(FAMILIES), 'test', prng).prompt
    },
    known(prompt: string) {
      const item = problemFromPrompt(prompt)
      return item && { family: item.family, expected: item.expected, verify: item.verify }
    },
  }
}

/** One of each unseen family in turn. */
function harderPrompts(): string[] {
  const lists = UNSEEN_FAMILIES.map((family) => EXAMPLE_PROMPTS[family])
  const longest = Math.max(...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat()
}
