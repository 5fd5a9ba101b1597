import { useState } from 'react'
import { DataTable } from '../controls/data-table.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { fixed } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'

const words = en.pictures

/** All lanes' answers one below the other, and what the encoder took the picture for. */
export function PictureAnswers() {
  const [asTable, setAsTable] = useState(false)
  const answers = usePart('pictures', (state) => state.answers)
  const seen = usePart('pictures', (state) => state.words)
  const item = usePart('pictures', (state) => state.item)
  if (answers.length === 0) return null
  const verdict = (right: boolean | null) => (right === null ? '' : right ? words.right : words.wrong)
  return (
    <div className="picture-answers">
      <dl aria-label={words.answers}>
        {answers.map(({ lane, text, right }) => (
          <div key={lane} data-tone={lane === 'base' ? 'base' : 'adapted'}>
            <dt>{words.lanes[lane]}</dt>
            <dd>
              <span className="mono">{text || words.nothing}</span>
              {right !== null && (
                <span className="picture-verdict" data-right={right}>
                  <span aria-hidden="true">{right ? '✓' : '✗'} </span>
                  {verdict(right)}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {item && <p className="quiet">{words.expected(item.expected)}</p>}
      <div className="region-head">
        <h3>{words.sees}</h3>
        <TableSwitch checked={asTable} onChange={setAsTable} />
      </div>
      <p className="chart-sentence">
        {seen.length === 0 ? words.seesNothing : words.seesSentence(seen.map(({ text }) => text).join(' '))}
      </p>
      {asTable && seen.length > 0 && (
        <DataTable
          caption={words.sees}
          file="picture-words.csv"
          columns={[words.word, words.panel, words.cosine]}
          rows={seen.map(({ panel, text, cosine }, index) => ({
            key: String(index),
            cells: [text, panel + 1, fixed(cosine, 2)],
          }))}
        />
      )}
    </div>
  )
}
