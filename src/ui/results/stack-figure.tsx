import type { ResultTable } from '../../adapt/experiment-result.ts'
import { ExpertMark, expertColour } from '../controls/expert-mark.tsx'
import { percent } from '../format.ts'
import { useTold } from '../use-teller.ts'
import { kindOf } from './kind.ts'

/** Shares that add up to a whole, one bar a row. */
export function StackFigure({ table }: { readonly table: ResultTable }) {
  const told = useTold()
  const columns = table.columns.flatMap(({ name, unit }, index) =>
    unit === 'percent' ? [{ name, kind: kindOf(name) ?? name, index }] : [],
  )
  return (
    <div aria-hidden="true">
      <p className="legend">
        {columns.map(({ name, kind }) => (
          <span key={name} className="legend-item">
            <ExpertMark name={kind} />
            {told(name)}
          </span>
        ))}
      </p>
      {table.rows.map(({ name, cells }) => (
        <div key={name} className="stack-row">
          <span className="bar-name">{told(name)}</span>
          <span className="stack-track">
            {columns.map(({ name: column, kind, index }) => {
              const share = Math.max(0, cells[index]?.value ?? 0)
              return (
                <span
                  key={column}
                  className="stack-part"
                  style={{ flexGrow: share, background: expertColour(kind) }}
                >
                  <span className="stack-value">{share >= 0.12 ? percent(share) : ''}</span>
                </span>
              )
            })}
          </span>
        </div>
      ))}
    </div>
  )
}
