import type {
  Column,
  ExperimentResult,
  Measured,
  ResultTable,
  Tuning,
} from '../../adapt/experiment-result.ts'
import { markdownTable } from './markdown-table.ts'

/** The section of `docs/RESULTS.md` about the paper's experiments; nothing where none has been made. */
export function experimentsMarkdown(experiments: readonly ExperimentResult[]): string[] {
  if (experiments.length === 0) return []
  return [
    "## The paper's experiments on the embedded model",
    [
      'Each made by `t2 experiment NAME`. Figures are means over the training seeds, brackets hold the Wilson 95 %',
      'interval for the choice of the items, braces the lowest and the highest seed. Intervals of differences are paired',
      'by item and take in items and seeds; a difference is called better or worse only where its interval leaves out 0.',
      "The paper's figures are of other models on other tasks: compare their order, not their size.",
    ].join('\n'),
    ...experiments.flatMap((experiment) => [
      `### ${experiment.title} (${experiment.counterpart})`,
      ...experimentLines(experiment),
      `Made by \`${experiment.command}\` on ${experiment.date.slice(0, 10)}: ${experiment.items} items, training seeds ${experiment.seeds.join(', ')}, ${experiment.steps} steps.`,
    ]),
  ]
}

/** Paragraphs and tables of one experiment. */
export function experimentLines({
  tables,
  verdict,
  sentences,
  notes,
  tuned,
  paper,
}: ExperimentResult): string[] {
  return [
    `**In the paper:** ${verdict.claim}`,
    `**Here:** ${verdict.sentence}`,
    ...tables.flatMap(tableLines),
    sentences.map((sentence) => `- ${sentence}`).join('\n'),
    ...notes,
    ...tuningLines(tuned),
    ...(paper.length > 0 ? ["The paper's own figures:"] : []),
    ...paper.flatMap(tableLines),
  ]
}

function tableLines({ caption, columns, rows }: ResultTable): string[] {
  const body = rows.map(({ name, cells }) => [
    name,
    ...columns.map((column, index) => cellText(cells[index] ?? null, column)),
  ])
  return [`${caption}:`, markdownTable(['', ...columns.map(({ name }) => name)], body)]
}

function cellText(cell: Measured | null, { unit }: Column): string {
  if (!cell) return '–'
  const number = (value: number) => numberText(value, unit)
  const interval = cell.interval ? ` [${cell.interval.map(number).join(', ')}]` : ''
  const runs = cell.runs ? ` {${number(Math.min(...cell.runs))}–${number(Math.max(...cell.runs))}}` : ''
  return `${number(cell.value)}${interval}${runs}`
}

function numberText(value: number, unit: Column['unit']): string {
  if (unit === 'percent') return (100 * value).toFixed(1)
  if (unit === 'seconds') return value.toFixed(2)
  return Number.isInteger(value) ? String(value) : value.toPrecision(2)
}

function tuningLines(tuned: readonly Tuning[]): string[] {
  if (tuned.length === 0) return []
  const lines = tuned.map(({ method, task, items, tried, chosen }) => {
    const rates = tried.map(({ rate, accuracy }) => `${rate}: ${(100 * accuracy).toFixed(1)}`)
    return `- ${method} on ${task}: ${rates.join(', ')}; taken ${chosen} (percent right of ${items} validation items, first seed)`
  })
  return [`Learning rates that were tried:`, lines.join('\n')]
}
