import type { ExperimentResult } from '../../adapt/experiment-result.ts'
import { DataTable } from '../controls/data-table.tsx'
import { Told } from '../controls/told.tsx'
import { localised, percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { useTold } from '../use-teller.ts'

/** What a careful reader asks for next, folded away. */
export function Details({ file }: { readonly file: ExperimentResult }) {
  const { title, sentences, notes, tuned } = file
  const words = en.results
  const told = useTold()
  return (
    <details className="result-details">
      <summary>{words.details}</summary>
      <h4>{words.comparisons}</h4>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>
            <Told text={sentence} />
          </li>
        ))}
      </ul>
      <h4>{words.notes}</h4>
      {notes.map((note) => (
        <p key={note}>
          <Told text={note} />
        </p>
      ))}
      {tuned.length > 0 && (
        <>
          <h4>{words.tuned}</h4>
          <DataTable
            caption={words.tunedCaption(told(title))}
            columns={[words.method, words.task, words.rates, words.chosen]}
            rows={tuned.map(({ method, task, tried, chosen }) => ({
              key: `${method} ${task}`,
              cells: [
                told(method),
                task,
                tried
                  .map(({ rate, accuracy }) => `${localised(String(rate))}:\u00A0${percent(accuracy, 1)}`)
                  .join(en.separator),
                chosen,
              ],
            }))}
          />
        </>
      )}
    </details>
  )
}
