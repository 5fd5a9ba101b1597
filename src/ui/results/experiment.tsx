import type { ExperimentResult } from '../../adapt/experiment-result.ts'
import { experimentCsv } from '../../state/experiment-csv.ts'
import { CommandLine } from '../controls/command-line.tsx'
import { dateText, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { saveFile } from '../save-file.ts'
import { useTold } from '../use-teller.ts'
import { Details } from './details.tsx'
import { Figure } from './figure.tsx'
import { figureSentence } from './figure-sentence.ts'
import { ResultsTable } from './results-table.tsx'
import { VerdictLine } from './verdict-line.tsx'

const words = en.results

interface ExperimentProps {
  readonly file: ExperimentResult
  readonly asTable: boolean
}

/** Verdict, our figures beside the paper's, and how they were made. */
export function Experiment({ file, asTable }: ExperimentProps) {
  const { tables, paper, model } = file
  const told = useTold()
  const isWide = tables.some(({ figure }) => figure === 'lines')
  return (
    <>
      <VerdictLine verdict={file.verdict} />
      <div className={isWide ? 'result-pair is-wide' : 'result-pair'}>
        {asTable ? (
          <div className="result-all">
            <ResultsTable
              caption={words.bothTables(told(file.title))}
              tables={[
                ...tables.map((table) => ({
                  ...table,
                  caption: words.oursTable(model, told(table.caption)),
                })),
                ...paper.map((table) => ({ ...table, caption: words.paperTable(told(table.caption)) })),
              ]}
            />
            {tables.map((table) =>
              table.figure === 'none' ? null : (
                <p key={table.caption} className="chart-sentence quiet">
                  {figureSentence(table, told)}
                </p>
              ),
            )}
          </div>
        ) : (
          <>
            <div className="result-ours">
              <h3>{words.ours(model)}</h3>
              {tables.map((table) => (
                <Figure key={table.caption} table={table} />
              ))}
            </div>
            {paper.length > 0 && (
              <div className="result-paper">
                <h3>{words.paper}</h3>
                {paper.map((table) => (
                  <Figure key={table.caption} table={table} />
                ))}
              </div>
            )}
          </>
        )}
        <Made file={file} />
      </div>
    </>
  )
}

/** How the numbers were made, how to make them again, and how to take them along. */
function Made({ file }: { readonly file: ExperimentResult }) {
  const { items, seeds, steps, date, command, name } = file
  const save = (type: 'json' | 'csv'): void => {
    if (type === 'csv') saveFile(`${name}.csv`, 'text/csv', experimentCsv(file))
    else saveFile(`${name}.json`, 'application/json', `${JSON.stringify(file, null, 1)}\n`)
  }
  return (
    <div className="result-made">
      <Details file={file} />
      <p className="quiet">{words.facts(whole(items), seeds.join(', '), whole(steps), dateText(date))}</p>
      <CommandLine command={command} />
      <p className="row">
        <button type="button" className="button mini" onClick={() => save('csv')}>
          {words.csv}
        </button>
        <button type="button" className="button mini" onClick={() => save('json')}>
          {words.json}
        </button>
      </p>
    </div>
  )
}
