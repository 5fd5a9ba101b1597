import type { ReactNode } from 'react'
import type { Problem } from '../../state/problem.ts'
import { ProblemText } from './problem-text.tsx'

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
      <ProblemText problem={problem} />
      {children && <div className="row">{children}</div>}
    </div>
  )
}

interface RetryNoteProps {
  readonly problem: Problem
  readonly label: string
  readonly onRetry: () => void
}

/** The same where the way on is to try again. */
export function RetryNote({ problem, label, onRetry }: RetryNoteProps) {
  return (
    <ProblemNote problem={problem}>
      <button type="button" className="button" onClick={onRetry}>
        {label}
      </button>
    </ProblemNote>
  )
}
