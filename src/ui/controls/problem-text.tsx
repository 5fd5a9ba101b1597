import type { Problem } from '../../state/problem.ts'
import { en } from '../messages/en.ts'

/**
 * What happened and what to do. Errors tell their particulars in English, from wherever they come; in another language
 * their kind is told first.
 */
export function ProblemText({ problem: { code, message, advice } }: { readonly problem: Problem }) {
  const kind = en.problemKind(code)
  const told = `${message} ${advice ?? ''}`.trim()
  if (kind === '') return <p>{told}</p>
  return (
    <>
      <p>{kind}</p>
      <p className="quiet">
        {en.problemDetails} <span lang="en">{told}</span>
      </p>
    </>
  )
}
