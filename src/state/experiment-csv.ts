import type { ExperimentResult, Measured, ResultTable } from '../adapt/experiment-result.ts'

/** Every measured number of an experiment and of the paper's tables, one a line, shares as they are (0 to 1). */
export function experimentCsv({ tables, paper }: ExperimentResult): string {
  const head = ['source', 'table', 'row', 'column', 'unit', 'value', 'low', 'high', 'runs']
  const lines = [...rowsOf('ours', tables), ...rowsOf('paper', paper)]
  return `${[head, ...lines].map((line) => line.map(field).join(',')).join('\n')}\n`
}

function rowsOf(source: string, tables: readonly ResultTable[]): string[][] {
  return tables.flatMap(({ caption, columns, rows }) =>
    rows.flatMap(({ name, cells }) =>
      cells.flatMap((cell, index) => {
        const column = columns[index]
        return cell && column ? [[source, caption, name, column.name, column.unit, ...numbersOf(cell)]] : []
      }),
    ),
  )
}

function numbersOf({ value, interval, runs }: Measured): string[] {
  const [low = '', high = ''] = interval ?? []
  return [value, low, high, (runs ?? []).join(' ')].map(String)
}

/** Quoted where it must be (RFC 4180); what a spreadsheet would take for a formula is disarmed. */
function field(text: string): string {
  const isFormula = /^[-=+@\t\r]/.test(text) && !Number.isFinite(Number(text))
  const safe = isFormula ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
