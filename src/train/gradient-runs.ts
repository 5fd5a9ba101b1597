import type { Feeds } from './learner.ts'
import type { Anchor, PolicyBatch, PolicyGradient, TokenCounts } from './policy-step.ts'

/** A step's gradients in the order of the parameters, and what was measured on the way. */
export interface StepGradient extends Omit<PolicyGradient, 'results'> {
  readonly gradients: readonly Float32Array[]
}

const tokensOf = (sequences: readonly Anchor[]): number =>
  sequences.reduce((sum, { answerIds }) => sum + answerIds.length, 0)

/** Parts of a batch whose sequences, padded to the longest of the part, hold at most `most` tokens. */
function parts(batch: PolicyBatch, most: number): readonly PolicyBatch[] {
  const { answers, anchors } = batch
  const sequences = [
    ...answers.map((answer) => ({ answer, anchor: null, length: lengthOf(answer) })),
    ...anchors.map((anchor) => ({ answer: null, anchor, length: lengthOf(anchor) })),
  ]
  const longest = Math.max(...sequences.map(({ length }) => length))
  if (sequences.length * longest <= most) return [batch]
  const runs: (typeof sequences)[] = []
  let run: typeof sequences = []
  for (const sequence of sequences.sort((a, b) => a.length - b.length)) {
    if (run.length > 0 && (run.length + 1) * sequence.length > most) {
      runs.push(run)
      run = []
    }
    run.push(sequence)
  }
  return [...runs, run].map((members) => ({
    ...batch,
    answers: members.flatMap(({ answer }) => (answer ? [answer] : [])),
    anchors: members.flatMap(({ anchor }) => (anchor ? [anchor] : [])),
  }))
}

function lengthOf({ promptIds, answerIds }: Anchor): number {
  return promptIds.length + answerIds.length
}

/**
 * The gradient of a batch as the sum over parts of it, each of which is one run.
 * @param run the policy gradient of a part, its means taken over the whole
 * @param gradientsOf a run's results in the order of the parameters
 */
export async function gradientInRuns(
  run: (part: PolicyBatch, of: TokenCounts) => Promise<PolicyGradient>,
  gradientsOf: (results: Feeds) => readonly Float32Array[],
  batch: PolicyBatch,
  most: number = Number.POSITIVE_INFINITY,
): Promise<StepGradient> {
  const counts = { answers: tokensOf(batch.answers), anchors: tokensOf(batch.anchors) }
  let sum: StepGradient | null = null
  for (const part of parts(batch, most)) {
    const { results, loss, kl, anchorKl } = await run(part, counts)
    const gradients = gradientsOf(results)
    sum = sum
      ? {
          gradients: sum.gradients.map((total, index) => plus(total, gradients[index] ?? new Float32Array())),
          loss: sum.loss + loss,
          kl: sum.kl + kl,
          anchorKl: sum.anchorKl + anchorKl,
        }
      : { gradients, loss, kl, anchorKl }
  }
  return sum ?? { gradients: [], loss: 0, kl: 0, anchorKl: 0 }
}

function plus(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, index) => value + (b[index] ?? 0))
}
