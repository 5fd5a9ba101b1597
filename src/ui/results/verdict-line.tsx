import type { ClaimPart, ExperimentResult, Holds, Shown } from '../../adapt/experiment-result.ts'
import { en } from '../messages/en.ts'
import { listText } from './cell-text.ts'

const words = en.results

export const SHOWN_MARKS: Readonly<Record<Shown, string>> = {
  same: '✓',
  partly: '◐',
  different: '✗',
  unclear: '?',
}
const HOLDS_MARKS: Readonly<Record<Holds, string>> = { yes: '✓', no: '✗', unclear: '?' }

/** What the paper claims, and whether our model shows it: a word, a mark, and the claim part by part. */
export function VerdictLine({ verdict }: { readonly verdict: ExperimentResult['verdict'] }) {
  const { claim, shown, sentence, parts } = verdict
  const colon = sentence.indexOf(':')
  const [lead, rest] = colon < 0 ? ['', sentence] : [sentence.slice(0, colon), sentence.slice(colon + 1)]
  return (
    <div className="result-verdict">
      <p className="quiet">{words.claim(claim)}</p>
      <p>
        <strong className="result-shown" data-shown={shown}>
          <span aria-hidden="true">{SHOWN_MARKS[shown]} </span>
          {lead || words.shown[shown]}
          {parts ? '.' : ':'}
        </strong>
        {!parts && ` ${rest.trim()}`}
      </p>
      {parts && (
        <ul className="claim-parts">
          {parts.map((part) => (
            <Part key={part.statement} part={part} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Part({ part: { statement, answers } }: { readonly part: ClaimPart }) {
  return (
    <li>
      <span>{statement}: </span>
      <span className="part-answers">
        {answers.map(({ holds, on }, index) => (
          <span key={holds} data-holds={holds}>
            {index > 0 && <span className="visually-hidden">, </span>}
            <span aria-hidden="true">{HOLDS_MARKS[holds]} </span>
            {words.holds(holds, listText(on))}
          </span>
        ))}
      </span>
    </li>
  )
}
