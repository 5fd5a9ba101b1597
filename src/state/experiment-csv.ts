import type { ExperimentResult, Measured, ResultTable } from '../adapt/experiment-result.ts'
import { csvText } from './csv.ts'

/** Every measured number of an experiment and of the paper's tables, one a line, shares as they are (0 to 1). */
export function experimentCsv({ tables, paper }: ExperimentResult): string {
  const head = ['source', 'table', 'row', 'column', 'unit', 'value', 'low', 'high', 'runs']
  const lines = [...rowsOf('ours', tables), ...rowsOf('paper', paper)]
  return csvText([head, ...lines])
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
