import type { AccuracyCell, AccuracyTable } from '../../state/result-files.ts'
import { CHAT_FAMILIES } from '../../tasks/natural/chat-families.ts'
import { FAMILIES } from '../../tasks/task-item.ts'
import { DataTable } from '../controls/data-table.tsx'
import { percent } from '../format.ts'
import { en } from '../messages/en.ts'

/** Accuracy of the base and of each expert on each family, with its interval. */
export function AccuracyCells({ table }: { readonly table: AccuracyTable }) {
  const families = measuredFamilies(table)
  return (
    <DataTable
      caption={en.accuracy.heading}
      file="accuracy.csv"
      columns={[en.accuracy.family, ...table.rows.map(({ name }) => name)]}
      rows={families.map((family) => ({
        key: family,
        cells: [en.families[family], ...table.rows.map(({ cells }) => cellText(cells[family]))],
      }))}
      csv={[
        [en.accuracy.family, ...table.rows.flatMap(({ name }) => [name, `${name} low`, `${name} high`])],
        ...families.map((family) => [
          en.families[family],
          ...table.rows.flatMap(({ cells }) => numbersOf(cells[family])),
        ]),
      ]}
    />
  )
}

export function measuredFamilies(table: AccuracyTable) {
  return [...FAMILIES, ...CHAT_FAMILIES].filter((family) =>
    table.rows.some(({ cells }) => cells[family] !== undefined),
  )
}

function numbersOf(cell: AccuracyCell | undefined): string[] {
  return cell ? [cell.accuracy, ...cell.interval].map(String) : ['', '', '']
}

function cellText(cell: AccuracyCell | undefined): string {
  if (!cell) return '–'
  const [low, high] = cell.interval
  return `${percent(cell.accuracy, 1)} (${(low * 100).toFixed(0)}–${(high * 100).toFixed(0)})`
}
