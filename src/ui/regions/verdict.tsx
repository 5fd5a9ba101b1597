import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { sharedWords, useLikeliest } from './choice-bars.tsx'

interface VerdictProps {
  readonly which: 'base' | 'adapted'
  /** The answer as it was written, once it is. */
  readonly text: string | null
}

/** Right or wrong, in a mark and a word, where the page knows the answer; nothing where it does not. */
export function Verdict({ which, text }: VerdictProps) {
  const known = usePart('prompt', (state) => state.known)
  const likeliest = useLikeliest(which)
  const judged = known?.choices ? likeliest : text
  if (!known || judged === null) return null
  const right = known.verify(judged)
  const expected = known.choices ? known.expected.slice(sharedWords(known.choices)) : known.expected
  return (
    <span className={`verdict ${right ? 'is-right' : 'is-wrong'}`}>
      <strong>
        <span aria-hidden="true">{right ? '✓' : '✗'}</span> {right ? en.outputs.right : en.outputs.wrong}
      </strong>
      {!right && <span className="quiet"> {en.outputs.expected(expected)}</span>}
    </span>
  )
}
