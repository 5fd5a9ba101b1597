import { CATEGORIES } from '../../tasks/task-item.ts'
import { markdownTable } from './markdown-table.ts'
import type { AllResults } from './results.ts'

/** A table a strategy: what pass 1 said of so many `what`, against what they were. */
export function confusionMarkdown(
  { reports }: Pick<NonNullable<AllResults['confusion']>, 'reports'>,
  what: 'prompts' | 'messages',
): string[] {
  return reports.flatMap(({ strategy, matrix, items, seed }) => [
    `Strategy \`${strategy}\`: ${items} ${what}, seed ${seed}. Rows are true, columns what pass 1 said.`,
    markdownTable(
      ['', ...CATEGORIES],
      CATEGORIES.map((label, row) => [label, ...(matrix[row] ?? []).map(String)]),
    ),
  ])
}
