import type { ClaimPart, ExperimentResult, Holds, Shown } from '../../adapt/experiment-result.ts'
import { Told } from '../controls/told.tsx'
import { en } from '../messages/en.ts'
import { useTold } from '../use-teller.ts'
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
  const told = useTold()
  const [, ...rest] = sentence.split(': ')
  const whole = rest.join(': ').replace(/\.$/, '').split('; ')
  return (
    <div className="result-verdict">
      <p className="quiet">{words.claim(told(claim))}</p>
      <p>
        <strong className="result-shown" data-shown={shown}>
          <span aria-hidden="true">{SHOWN_MARKS[shown]} </span>
          {words.leads[shown]}.
        </strong>
      </p>
      <ul className="claim-parts">
        {parts
          ? parts.map((part) => <Part key={part.statement} part={part} />)
          : rest.length > 0 &&
            whole.map((part) => (
              <li key={part} className="is-whole">
                <Told text={part} />
              </li>
            ))}
      </ul>
    </div>
  )
}

function Part({ part: { statement, answers } }: { readonly part: ClaimPart }) {
  return (
    <li>
      <Told text={statement} />:{' '}
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
