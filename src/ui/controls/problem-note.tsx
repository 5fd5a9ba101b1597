import type { ReactNode } from 'react'
import type { Problem } from '../../state/problem.ts'

/** An error where it belongs: what happened, what to do, and the way on. */
export function ProblemNote({
  problem,
  children,
}: {
  readonly problem: Problem
  readonly children?: ReactNode
}) {
  return (
    <div className="problem" role="alert">
      <p lang="en">
        {problem.message} {problem.advice}
      </p>
      {children && <div className="row">{children}</div>}
    </div>
  )
}
