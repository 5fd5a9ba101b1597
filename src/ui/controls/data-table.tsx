import { type ReactNode, useRef } from 'react'
import { csvText } from '../../state/csv.ts'
import { localised, unlocalised } from '../format.ts'
import { en } from '../messages/en.ts'
import { saveFile } from '../save-file.ts'
import { SaveButtons } from './save-buttons.tsx'

interface DataTableProps {
  readonly caption: string
  readonly columns: readonly string[]
  /** The first cell of a row names it. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
  /** The name of the CSV file that it can be saved as; without one the place around it has a file of its own. */
  readonly file?: string
  /** What the file holds where cells of the table are rounded or say several numbers: its head and its lines. */
  readonly csv?: readonly (readonly string[])[]
}

/** The plain table behind a chart. */
export function DataTable({ caption, columns, rows, file, csv }: DataTableProps) {
  const table = useRef<HTMLTableElement>(null)
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="table-scroll" tabIndex={0} role="group" aria-label={caption}>
        <table ref={table} className="data-table">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells: [name, ...rest] }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {rest.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  <td key={index}>{typeof cell === 'number' ? localised(String(cell)) : cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {file !== undefined && (
        <SaveButtons
          what={caption}
          forms={[
            [en.inspector.csv, () => saveFile(file, 'text/csv', csv ? csvText(csv) : csvOf(table.current))],
          ]}
        />
      )}
    </>
  )
}

/** What the table shows, its numbers as machines read them. */
function csvOf(table: HTMLTableElement | null): string {
  const rows = [...(table?.rows ?? [])]
  return csvText(rows.map(({ cells }) => [...cells].map(({ textContent }) => unlocalised(textContent))))
}
