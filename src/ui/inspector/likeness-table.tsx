import { useState } from 'react'
import type { Likeness } from '../../core/inspect/likeness.ts'
import { type MatrixRow, matrixGrid } from '../../state/inspector-spectrum.ts'
import { Segmented } from '../controls/segmented.tsx'
import { alphaText, fixed, percent } from '../format.ts'
import { en } from '../messages/en.ts'

const words = en.inspector

const MEASURES = [
  'weightCosine',
  'cosine',
  'weightDistance',
  'distance',
] as const satisfies readonly (keyof Likeness)[]
type Measure = (typeof MEASURES)[number]

interface LikenessTableProps {
  readonly subjects: readonly string[]
  readonly rows: readonly MatrixRow[]
  readonly selected: number
  readonly onSelect: (matrix: number) => void
}

/** How alike two subjects are, layers × modules, by one measure at a time. */
export function LikenessTable({
  subjects: [first = '', second = ''],
  rows,
  selected,
  onSelect,
}: LikenessTableProps) {
  const [measure, setMeasure] = useState<Measure>('weightCosine')
  const { kinds, layers } = matrixGrid(rows)
  const caption = `${words.likenessHeading(first, second)}: ${words[measure]}`
  return (
    <div className="likeness">
      <div className="region-head">
        <h4>{words.likenessHeading(first, second)}</h4>
        <Segmented
          legend={words.likenessOf}
          value={measure}
          onChange={setMeasure}
          options={MEASURES.map((value) => ({ value, label: words[value] }))}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="table-scroll likeness-scroll" tabIndex={0} role="group" aria-label={caption}>
        <table className="data-table">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.layer}</th>
              {kinds.map((kind) => (
                <th key={kind} scope="col">
                  {kind}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {layers.map((layer) => (
              <tr key={layer}>
                <th scope="row">{layer + 1}</th>
                {kinds.map((kind) => {
                  const row = rows.find(({ matrix }) => matrix.layer === layer && matrix.kind === kind)
                  return (
                    <td key={kind}>
                      {row && (
                        <button
                          type="button"
                          className="sort-button"
                          aria-label={`${words.look(layer + 1, kind)}: ${textOf(row, measure)}`}
                          aria-pressed={row.index === selected}
                          onClick={() => onSelect(row.index)}
                        >
                          {textOf(row, measure)}
                        </button>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">{words.compareMeans}</p>
    </div>
  )
}

function textOf({ likeness }: MatrixRow, measure: Measure): string {
  const value = likeness?.[measure]
  if (value === null || value === undefined) return '–'
  if (measure === 'weightDistance') return percent(value, 1)
  return measure === 'distance' ? fixed(value, 3) : alphaText(value)
}
