import type { Problem } from '../../state/problem.ts'
import { en } from '../messages/en.ts'
import { useTeller } from '../use-teller.ts'

/**
 * What happened and what to do. Errors speak English, from wherever they come; one that the visitor's language does not
 * know sentence by sentence, as a browser's own, is told by its kind, with its particulars as they came.
 */
export function ProblemText({ problem: { code, message, advice } }: { readonly problem: Problem }) {
  const tell = useTeller()
  const happened = tell(message)
  const todo = advice === null ? '' : tell(advice)
  if (happened !== null && todo !== null) return <p>{`${happened} ${todo}`.trim()}</p>
  return (
    <>
      <p>{`${en.problemKind(code)} ${todo ?? ''}`.trim()}</p>
      <p className="quiet">
        {en.problemDetails} <span lang="en">{`${message} ${advice ?? ''}`.trim()}</span>
      </p>
    </>
  )
}
