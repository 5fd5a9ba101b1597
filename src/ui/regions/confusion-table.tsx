import type { ConfusionReport } from '../../adapt/adaptation.ts'
import { DataTable } from '../controls/data-table.tsx'
import { percent, whole } from '../format.ts'
import { en } from '../messages/en.ts'

/** The matrix as a list: one line a pair of categories. */
export function ConfusionTable({ report }: { readonly report: ConfusionReport }) {
  const { labels, matrix, strategy } = report
  const rows = labels.flatMap((truth, row) => {
    const counts = matrix[row] ?? []
    const total = counts.reduce((sum, count) => sum + count, 0)
    return labels.map((said, column) => {
      const count = counts[column] ?? 0
      return {
        key: `${truth}-${said}`,
        cells: [
          en.categories[truth],
          truth === said ? `${en.categories[said]} (${en.confusion.right})` : en.categories[said],
          whole(count),
          total === 0 ? '–' : percent(count / total, 1),
        ],
      }
    })
  })
  return (
    <DataTable
      caption={en.confusion.caption(strategy)}
      file="confusion.csv"
      columns={[en.confusion.truth, en.confusion.said, en.confusion.count, en.confusion.share]}
      rows={rows}
    />
  )
}
