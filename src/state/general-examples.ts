import { knownQuestion, questionsOf } from './chat-questions.ts'
import type { ExampleBook, ExampleGroup } from './example-book.ts'

type Prompts = Partial<Readonly<Record<ExampleGroup, readonly string[]>>>

/** For a model that answers questions in plain language. */
const CHAT: Prompts = {
  math: [
    'A baker sells 12 rolls in the morning and twice as many in the afternoon. How many rolls does she sell that day?',
    'A train leaves at 14:35 and arrives at 16:10. How long is the journey?',
    'What is 15 % of 240?',
  ],
  code: [
    ...questionsOf('chat-code'),
    'Write a Python function that returns the second largest number of a list.',
    'Explain what this does: [x for x in words if len(x) > 3]',
    'Write a SQL query that counts the orders of each customer.',
  ],
  reasoning: [
    ...questionsOf('chat-reasoning'),
    'All roses are flowers. Some flowers fade quickly. Does it follow that some roses fade quickly? Say why.',
    'Anna is older than Ben, and Ben is older than Cleo. Who is the youngest?',
    'I have two coins that make 30 cents together, and one of them is not a nickel. What are they?',
  ],
  writing: [
    'Write a short poem about the first snow.',
    'Write a polite e-mail that moves a meeting from Monday to Wednesday.',
    'Tell a story of three sentences about a lighthouse.',
  ],
  explaining: [
    'Why is the sky blue?',
    'Explain to a child how a magnet works.',
    'What is the difference between weather and climate?',
  ],
}

/** Beginnings, for a model that only goes on with a text. */
const PLAIN: Prompts = {
  story: [
    'Once upon a time there was a fox who',
    'The door opened, and',
    'It was the last day of summer when',
  ],
  facts: ['The capital of France is', 'Water boils at', 'The largest planet of the solar system is'],
  code: ['def fibonacci(n):\n', 'SELECT name FROM customers WHERE', '// Sorts a list\nfunction sort(list) {'],
}

/** Groups whose first prompt shows best what the expert of that name does. */
const SHOWING = ['reasoning', 'code'] as const

/** Prompts for models that never saw the playground's exercises; of most nothing is known of right answers. */
export function createGeneralExamples(form: 'chat' | 'plain'): ExampleBook {
  const prompts = form === 'chat' ? CHAT : PLAIN
  const groups = Object.keys(prompts) as ExampleGroup[]
  function example(group: ExampleGroup, index: number): string {
    const list = prompts[group] ?? []
    return list[index % Math.max(1, list.length)] ?? ''
  }
  return {
    groups,
    example,
    first(experts) {
      const expert = (form === 'chat' && SHOWING.find((name) => experts.includes(name))) || null
      const [group = 'math'] = groups
      return { prompt: example(expert ?? group, 0), expert }
    },
    surprise: () => null,
    known: form === 'chat' ? knownQuestion : () => null,
  }
}
