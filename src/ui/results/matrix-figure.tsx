import type { CSSProperties } from 'react'
import type { ResultTable } from '../../adapt/experiment-result.ts'
import { percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { useTold } from '../use-teller.ts'
import { isRight, SUMMARY_COLUMN } from './kind.ts'

/** Rows are the tasks, columns what pass 1 said; the right cells carry a frame and a check mark. */
export function MatrixFigure({ table }: { readonly table: ResultTable }) {
  const told = useTold()
  const columns = table.columns.flatMap(({ name }, index) =>
    name === SUMMARY_COLUMN ? [] : [{ name, index }],
  )
  return (
    <div className="table-scroll" aria-hidden="true">
      <table className="matrix results-matrix">
        <thead>
          <tr>
            <td className="matrix-corner">{en.results.corner}</td>
            {columns.map(({ name }) => (
              <th key={name} className="matrix-head">
                {told(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ name, cells }) => (
            <tr key={name}>
              <th className="matrix-head matrix-row">{told(name)}</th>
              {columns.map(({ name: said, index }) => {
                const share = cells[index]?.value ?? 0
                const right = isRight(name, said)
                return (
                  <td
                    key={said}
                    className={right ? 'is-right' : undefined}
                    style={{ '--share': share } as CSSProperties}
                  >
                    {right && '✓ '}
                    {percent(share)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
