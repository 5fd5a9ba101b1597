import { type ReactNode, useState } from 'react'
import { MODULE_KINDS } from '../../model/llama-config.ts'
import type { MatrixRow } from '../../state/inspector-spectrum.ts'
import { alphaText, fixed, percent } from '../format.ts'
import { en } from '../messages/en.ts'

const words = en.inspector

interface Column {
  readonly name: string
  readonly text: (row: MatrixRow) => ReactNode
  /** What it is sorted by; from the greatest down at first where it is a measure. */
  readonly key: (row: MatrixRow) => number
  readonly isMeasure: boolean
}

interface ChangeTableProps {
  readonly subjects: readonly string[]
  readonly rows: readonly MatrixRow[]
  readonly selected: number
  readonly onSelect: (matrix: number) => void
}

/** Every matrix with what its subjects change in it and how alike they are; sorted by any column. */
export function ChangeTable({ subjects, rows, selected, onSelect }: ChangeTableProps) {
  const columns = columnsFor(subjects)
  const [sort, setSort] = useState({ column: '', falling: false })
  const by = columns.find(({ name }) => name === sort.column)
  const sorted = by
    ? [...rows].sort((a, b) => (sort.falling ? -1 : 1) * (by.key(a) - by.key(b)) || a.index - b.index)
    : rows
  const turn = ({ name, isMeasure }: Column): void =>
    setSort({ column: name, falling: sort.column === name ? !sort.falling : isMeasure })

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="table-scroll change-table" tabIndex={0} role="group" aria-label={words.table}>
        <table className="data-table">
          <caption className="visually-hidden">{words.table}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column.name}
                  scope="col"
                  aria-sort={sort.column !== column.name ? 'none' : sort.falling ? 'descending' : 'ascending'}
                >
                  <button type="button" className="sort-button" onClick={() => turn(column)}>
                    {column.name}
                    <span aria-hidden="true">
                      {sort.column !== column.name ? ' ↕' : sort.falling ? ' ↓' : ' ↑'}
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => {
              const { layer, kind } = row.matrix
              const [first, ...rest] = columns
              return (
                <tr key={row.index} aria-current={row.index === selected ? 'true' : undefined}>
                  <th scope="row">
                    <button
                      type="button"
                      className="sort-button"
                      aria-label={words.look(layer + 1, kind)}
                      onClick={() => onSelect(row.index)}
                    >
                      {first?.text(row)}
                    </button>
                  </th>
                  {rest.map((column) => (
                    <td key={column.name}>{column.text(row)}</td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        {words.changeMeans} {subjects.length > 1 && words.compareMeans}
      </p>
    </>
  )
}

function columnsFor(subjects: readonly string[]): Column[] {
  const measure = (name: string, key: Column['key'], text: (value: number) => string): Column => ({
    name,
    key: (row) => (Number.isFinite(key(row)) ? key(row) : Number.NEGATIVE_INFINITY),
    text: (row) => (Number.isFinite(key(row)) ? text(key(row)) : '–'),
    isMeasure: true,
  })
  const layer: Column = {
    name: words.layer,
    text: ({ matrix }) => matrix.layer + 1,
    key: ({ index }) => index,
    isMeasure: false,
  }
  const kind: Column = {
    name: words.module,
    text: ({ matrix }) => matrix.kind,
    key: ({ matrix }) => MODULE_KINDS.indexOf(matrix.kind),
    isMeasure: false,
  }
  const own = subjects.flatMap((name, place): Column[] => [
    measure(
      words.change(name),
      (row) => row.subjects[place]?.change ?? Number.NaN,
      (value) => percent(value, 1),
    ),
    {
      name: words.range(name),
      key: (row) => (row.subjects[place]?.greatest ?? 1) - (row.subjects[place]?.least ?? 1),
      text: (row) =>
        words.rangeText(
          alphaText(row.subjects[place]?.least ?? 1),
          alphaText(row.subjects[place]?.greatest ?? 1),
        ),
      isMeasure: true,
    },
  ])
  const compared: Column[] = [
    measure(
      words.distance,
      ({ likeness }) => likeness?.distance ?? Number.NaN,
      (value) => fixed(value, 3),
    ),
    measure(
      words.weightDistance,
      ({ likeness }) => likeness?.weightDistance ?? Number.NaN,
      (value) => percent(value, 1),
    ),
    measure(words.cosine, ({ likeness }) => likeness?.cosine ?? Number.NaN, alphaText),
    measure(words.weightCosine, ({ likeness }) => likeness?.weightCosine ?? Number.NaN, alphaText),
  ]
  const rank = { ...measure(words.rank, ({ matrix }) => matrix.rank, String), isMeasure: false }
  return [layer, kind, rank, ...uniqueNames(own), ...(subjects.length > 1 ? compared : [])]
}

/** An expert that is compared with itself has its columns twice. */
function uniqueNames(columns: readonly Column[]): Column[] {
  return columns.map((column, i) => {
    const again = columns.slice(0, i).some(({ name }) => name === column.name)
    return again ? { ...column, name: `${column.name} (2)` } : column
  })
}
