import type { CSSProperties } from 'react'
import type { ConfusionReport } from '../../adapt/adaptation.ts'
import { ExpertMark } from '../controls/expert-mark.tsx'
import { percent, whole } from '../format.ts'
import { en } from '../messages/en.ts'

/** Rows are the true categories, columns what pass 1 said; the diagonal carries a frame and a check mark. */
export function ConfusionMatrix({ report }: { readonly report: ConfusionReport }) {
  const { labels, matrix, strategy } = report
  return (
    <table className="matrix">
      <caption className="visually-hidden">{en.confusion.caption(strategy)}</caption>
      <thead>
        <tr>
          <th scope="col" className="matrix-corner">
            {en.confusion.corner}
          </th>
          {labels.map((label) => (
            <th key={label} scope="col" className="matrix-head">
              {en.categories[label]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {labels.map((truth, row) => {
          const counts = matrix[row] ?? []
          const total = counts.reduce((sum, count) => sum + count, 0)
          return (
            <tr key={truth}>
              <th scope="row" className="matrix-head matrix-row">
                <ExpertMark name={truth} />
                {en.categories[truth]}
              </th>
              {labels.map((said, column) => {
                const count = counts[column] ?? 0
                const share = total === 0 ? 0 : count / total
                return (
                  <td
                    key={said}
                    className={row === column ? 'is-right' : undefined}
                    style={{ '--share': share } as CSSProperties}
                  >
                    <span className="count">
                      {row === column && <span aria-hidden="true">✓ </span>}
                      {whole(count)}
                    </span>
                    <span className="share">{percent(share)}</span>
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
