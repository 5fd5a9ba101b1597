import { type ClaimPart, HOLDS, type Holds, type Shown, type Verdict } from '../../adapt/experiment-result.ts'
import { differenceOf, type Judged, listOf, outcomeOf } from './summary.ts'

export type { Holds }

/** A part of the paper's claim, on one task or as a whole. */
export interface Check {
  /** Checks with the same statement are told together. */
  readonly statement: string
  readonly on?: string
  readonly holds: Holds
}

const LEADS: Readonly<Record<Shown, string>> = {
  same: 'Our model shows the same',
  partly: 'Our model shows a part of it',
  different: 'Our model does not show it',
  unclear: 'Our numbers leave it open',
}

/** The claim held against its parts; the sentence tells every part. */
export function verdictOf(claim: string, checks: readonly Check[]): Verdict {
  const shown = shownBy(checks)
  const statements = [...new Set(checks.map(({ statement }) => statement))]
  const parts = statements.map((statement) =>
    partOf(
      statement,
      checks.filter((check) => check.statement === statement),
    ),
  )
  return { claim, shown, sentence: `${LEADS[shown]}: ${parts.map(tellPart).join('; ')}.`, parts }
}

function shownBy(checks: readonly Check[]): Shown {
  const some = (holds: Holds) => checks.some((check) => check.holds === holds)
  if (some('yes')) return some('no') || some('unclear') ? 'partly' : 'same'
  return some('no') ? 'different' : 'unclear'
}

function partOf(statement: string, checks: readonly Check[]): ClaimPart {
  const answers = HOLDS.flatMap((holds) => {
    const of = checks.filter((check) => check.holds === holds)
    return of.length === 0 ? [] : [{ holds, on: of.flatMap(({ on }) => (on === undefined ? [] : [on])) }]
  })
  return { statement, answers }
}

function tellPart({ statement, answers }: ClaimPart): string {
  const told = answers.map(({ holds, on }) => (on.length === 0 ? holds : `${holds} on ${listOf(on)}`))
  return `${statement}: ${told.join(', ')}`
}

/** `yes` where `a` is clearly better than `b`, `no` where it is clearly worse. */
export function better(a: Judged, b: Judged): Holds {
  const outcome = outcomeOf(differenceOf(a, b))
  return outcome === 'better' ? 'yes' : outcome === 'worse' ? 'no' : 'unclear'
}

/** The same task by task: `a` and `b` hold one Judged a task. */
export function betterOn(
  statement: string,
  tasks: readonly string[],
  a: readonly Judged[],
  b: readonly Judged[],
): Check[] {
  return tasks.map((on, index) => ({ statement, on, holds: better(a[index] ?? [], b[index] ?? []) }))
}
