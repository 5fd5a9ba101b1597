import type { ReactNode } from 'react'
import type { Problem } from '../../state/problem.ts'
import { ProblemText } from './problem-text.tsx'

interface ProblemNoteProps {
  readonly problem: Problem
  /** What there is not, for this problem. */
  readonly lead?: string | undefined
  readonly children?: ReactNode
}

/** An error where it belongs: what happened, what to do, and the way on. */
export function ProblemNote({ problem, lead, children }: ProblemNoteProps) {
  return (
    <div className="problem" role="alert">
      {lead && <p>{lead}</p>}
      <ProblemText problem={problem} />
      {children && <div className="row">{children}</div>}
    </div>
  )
}

interface RetryNoteProps extends Omit<ProblemNoteProps, 'children'> {
  readonly label: string
  readonly onRetry: () => void
}

/** The same where the way on is to try again. */
export function RetryNote({ problem, lead, label, onRetry }: RetryNoteProps) {
  return (
    <ProblemNote problem={problem} lead={lead}>
      <button type="button" className="button" onClick={onRetry}>
        {label}
      </button>
    </ProblemNote>
  )
}
