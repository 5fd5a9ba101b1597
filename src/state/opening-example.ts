import { EXAMPLE_GROUPS, type ExampleBook, type PromptExample } from './example-book.ts'
import type { KnownAnswer } from './prompt-store.ts'
import type { FirstExample } from './result-files.ts'

/** The prompt the page starts with: the committed example, else the first one of the book. */
export function openingExample(
  first: FirstExample | null,
  book: ExampleBook,
): { readonly prompt: string; readonly known: KnownAnswer | null } {
  if (!first) return book.example('math', 0)
  const same = (example: PromptExample): boolean => example.prompt === first.prompt
  const listed = EXAMPLE_GROUPS.map((group) => book.example(group, 0)).find(same)
  return { prompt: first.prompt, known: listed?.known ?? knownFromFile(first) }
}

/** The file holds no verifier; an answer that ends in the expected words is right where words decide. */
function knownFromFile({ family, expected }: FirstExample): KnownAnswer | null {
  const decidedByWords = family.startsWith('math') || family.startsWith('reasoning')
  if (!decidedByWords) return null
  return {
    family,
    expected,
    verify: (answer) => answer === expected || answer.endsWith(`so ${expected}`),
  }
}
