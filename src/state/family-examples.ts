import { createPrng } from '../core/prng.ts'
import { generateItem } from '../tasks/families.ts'
import { FAMILIES, type Family, type TaskItem, UNSEEN_FAMILIES } from '../tasks/task-item.ts'
import type { ExampleBook, ExampleGroup, PromptExample } from './example-book.ts'

/** Start of the random stream of the example chips, so that everyone sees the same first ones. */
const CHIP_SEED = 20_26

function fromItem({ family, prompt, expected, verify }: TaskItem): PromptExample {
  return { prompt, known: { family, expected, verify } }
}

/** Examples drawn from the test split of the task families: prompts no training has seen. */
export function createFamilyExamples(surpriseSeed: number): ExampleBook {
  const draw = (family: Family, seed: number): PromptExample =>
    fromItem(generateItem(family, 'test', createPrng(seed)))
  return {
    example(group: ExampleGroup, index: number) {
      const family =
        group === 'harder' ? (UNSEEN_FAMILIES[index % UNSEEN_FAMILIES.length] ?? 'math-hard') : group
      return draw(family, CHIP_SEED + index)
    },
    surprise(index: number) {
      const seed = surpriseSeed + index * 7919
      return draw(createPrng(seed).pick(FAMILIES), seed + 1)
    },
  }
}
