import { useState } from 'react'
import type { Adaptation } from '../../adapt/adaptation.ts'
import { CATEGORIES } from '../../tasks/task-item.ts'
import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { DataTable } from '../controls/data-table.tsx'
import { ExpertMark } from '../controls/expert-mark.tsx'
import { ShareBar } from '../controls/share-bar.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { PassTimes } from './pass-times.tsx'

/** The evidence of pass 1, the expert it chose, and what pass 2 made of it, beside the base. */
export function TwoPassResult({ result }: { readonly result: Adaptation }) {
  const { mix } = usePlayground()
  const [asTable, setAsTable] = useState(false)
  const look = usePart('session', ({ world }) => (world.form === 'tiny' ? 'mono' : 'as-prose'))
  const { category, probabilities, pass1, pass2, base } = result

  return (
    <div className="two-pass-result">
      <div className="pass">
        <div className="region-head">
          <h3>{en.twoPass.pass1}</h3>
          <TableSwitch checked={asTable} onChange={setAsTable} />
        </div>
        <p className="chart-sentence">
          {en.twoPass.sentence(en.categories[category], percent(probabilities[category]))}
        </p>
        {asTable ? (
          <DataTable
            caption={en.twoPass.pass1}
            file="pass-1.csv"
            columns={[en.twoPass.category, en.twoPass.probability]}
            rows={CATEGORIES.map((name) => ({
              key: name,
              cells: [en.categories[name], percent(probabilities[name], 1)],
            }))}
          />
        ) : (
          <SavedDrawing title={en.twoPass.pass1} file="pass-1">
            <ol className="category-bars">
              {CATEGORIES.map((name) => (
                <li key={name} data-chosen={name === category}>
                  <span className="category-name">
                    <ExpertMark name={name} />
                    {en.categories[name]}
                  </span>
                  <ShareBar share={probabilities[name]} tone={name} />
                  <span className="bar-value">{percent(probabilities[name])}</span>
                </li>
              ))}
            </ol>
          </SavedDrawing>
        )}
        <dl className="evidence">
          <dt>{en.twoPass.asked}</dt>
          <dd className="mono">{pass1.dispatchPrompt}</dd>
          <dt>{en.twoPass.said}</dt>
          <dd className="mono">{pass1.text || en.twoPass.nothingSaid}</dd>
        </dl>
      </div>
      <div className="pass">
        <h3>{en.twoPass.pass2}</h3>
        <p className="chosen">
          <ExpertMark name={category} />
          {category === 'other' ? en.twoPass.chosenBase : en.twoPass.chosen(category)}
        </p>
        <p className={`pass-answer ${look}`}>{pass2.text || en.twoPass.nothingSaid}</p>
        <h3>{en.twoPass.baseAnswer}</h3>
        <p className={`pass-answer ${look} is-base`}>{base.text || en.twoPass.nothingSaid}</p>
        <button type="button" className="button" onClick={() => mix.setAll(result.alpha, 'two-pass')}>
          {en.twoPass.put}
        </button>
      </div>
      <PassTimes first={pass1.ms} second={pass2.ms} base={base.ms} />
    </div>
  )
}
