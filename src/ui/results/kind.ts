/** The paper's tasks under our categories. */
const KINDS: Readonly<Record<string, string>> = {
  GSM8K: 'math',
  MATH: 'math',
  'MBPP-Pro': 'code',
  HumanEval: 'code',
  'ARC-Easy': 'reasoning',
  'ARC-Challenge': 'reasoning',
}

const OURS = ['math', 'code', 'reasoning', 'other'] as const

/** The category that a task belongs to, the paper's or ours; null for what is no task. */
export function kindOf(name: string): string | null {
  const kind = KINDS[name] ?? name.replace(/-hard$/, '')
  return OURS.some((known) => known === kind) ? kind : null
}

/** Whether a row of a confusion matrix belongs under this column. */
export function isRight(row: string, column: string): boolean {
  return kindOf(row) === column
}

/** The share that was right is a summary of its row, not a category that was said. */
export const SUMMARY_COLUMN = 'right'

/**
 * Colour of a row: its own for a task, grey for the base, violet for what Transformer² does, and hatched grey for
 * what it is compared with.
 */
export function toneOf(name: string): string {
  const kind = kindOf(name)
  if (kind) return kind
  if (name.startsWith('base')) return 'base'
  return /^(lora|ia3|dora|uniform)|shuffled/i.test(name) ? 'baseline' : 'adapted'
}
