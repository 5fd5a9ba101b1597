import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'

/**
 * Right or wrong, in a mark and a word, where the page knows the answer; nothing where it does not, or where answers are
 * on offer and the likeliest counts.
 */
export function Verdict({ text }: { readonly text: string }) {
  const known = usePart('prompt', (state) => state.known)
  if (!known || known.choices) return null
  const right = known.verify(text)
  return (
    <span className={`verdict ${right ? 'is-right' : 'is-wrong'}`}>
      <strong>
        <span aria-hidden="true">{right ? '✓' : '✗'}</span> {right ? en.outputs.right : en.outputs.wrong}
      </strong>
      {!right && <span className="quiet"> {en.outputs.expected(known.expected)}</span>}
    </span>
  )
}
