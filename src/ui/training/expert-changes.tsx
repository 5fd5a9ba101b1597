import { type CSSProperties, useState } from 'react'
import { MODULE_KINDS } from '../../model/llama-config.ts'
import { DRAWING } from '../../state/inspector-drawing.ts'
import type { ExpertFacts } from '../../worker/protocol.ts'
import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { DataTable } from '../controls/data-table.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { percent } from '../format.ts'
import { en } from '../messages/en.ts'

const words = en.training

/** What an expert's file says of its making, and how far it moves each matrix. */
export function ExpertChanges({ facts }: { readonly facts: ExpertFacts }) {
  const [asTable, setAsTable] = useState(false)
  const { changes, provenance } = facts
  // A drawing is shown by the brush; here it would be pages of numbers.
  const told = Object.entries(provenance).filter(([key]) => key !== DRAWING)
  const most = changes.reduce((top, each) => (each.change > top.change ? each : top), {
    layer: 0,
    kind: 'q',
    change: 0,
  })
  const layers = [...new Set(changes.map(({ layer }) => layer))]
  const at = (layer: number, kind: string) =>
    changes.find((each) => each.layer === layer && each.kind === kind)?.change
  return (
    <div className="expert-changes">
      <div>
        <h4>{words.provenance}</h4>
        <dl className="provenance">
          {told.map(([key, value]) => (
            <div key={key}>
              <dt>{key.replaceAll('_', ' ')}</dt>
              <dd className="mono">{key === 'model' ? `${value.slice(0, 12)}…` : value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div>
        <div className="region-head">
          <h4>{words.changes}</h4>
          <TableSwitch checked={asTable} onChange={setAsTable} />
        </div>
        <p className="chart-sentence">
          {most.change === 0
            ? words.changesNone
            : words.changesSentence(most.layer + 1, most.kind, percent(most.change, 1))}
        </p>
        {asTable ? (
          <DataTable
            caption={words.changes}
            file="changes.csv"
            columns={[words.layer, ...MODULE_KINDS]}
            rows={layers.map((layer) => ({
              key: String(layer),
              cells: [
                layer + 1,
                ...MODULE_KINDS.map((kind) => {
                  const change = at(layer, kind)
                  return change === undefined ? '–' : percent(change, 1)
                }),
              ],
            }))}
          />
        ) : (
          <SavedDrawing title={words.changes} file="changes">
            <div className="change-grid" aria-hidden="true">
              <span />
              {MODULE_KINDS.map((kind) => (
                <span key={kind} className="change-head">
                  {kind}
                </span>
              ))}
              {layers.map((layer) => (
                <div key={layer} className="change-row">
                  <span className="change-head">{layer + 1}</span>
                  {MODULE_KINDS.map((kind) => (
                    <span key={kind} className="change-bar">
                      <span
                        style={
                          {
                            '--size': most.change === 0 ? 0 : (at(layer, kind) ?? 0) / most.change,
                          } as CSSProperties
                        }
                      />
                    </span>
                  ))}
                </div>
              ))}
            </div>
          </SavedDrawing>
        )}
      </div>
    </div>
  )
}
