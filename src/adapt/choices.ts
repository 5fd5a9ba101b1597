import { AppError, throwIfAborted } from '../core/errors.ts'
import { logSoftmax } from '../core/softmax.ts'
import type { Engine, Lane, ScoredLane } from '../engine/engine.ts'
import { splitShared } from '../tasks/natural/shared-beginning.ts'
import type { ChoiceItem } from './eval-item.ts'
import type { Runtime } from './runtime.ts'

interface ChoiceLane extends Lane {
  readonly item: Pick<ChoiceItem, 'choices'>
}

/**
 * The choice with the highest summed log-likelihood after each prompt; a tie goes to the earlier choice.
 * @throws AppError `bad-input` when a choice has no tokens.
 */
export async function likeliestChoices(
  runtime: Runtime,
  lanes: readonly ChoiceLane[],
  batch: number,
  signal?: AbortSignal,
): Promise<number[]> {
  const scores = await choiceScores(runtime, lanes, batch, signal)
  return scores.map((own) =>
    own.reduce((best, logProb, index) => (logProb > (own[best] ?? logProb) ? index : best), 0),
  )
}

/**
 * The log-likelihood of each lane's choices, up to a constant of the lane: how they all begin says nothing.
 * @throws AppError as `likeliestChoices`
 */
export async function choiceScores(
  runtime: Runtime,
  lanes: readonly ChoiceLane[],
  batch: number,
  signal?: AbortSignal,
): Promise<number[][]> {
  const asked = lanes.map(({ item, ids, scales, soft }) => {
    const { shared, rest } = splitShared(item.choices.map((choice) => runtime.tokenizer.encode(choice)))
    return { lane: { ids: [...ids, ...shared], scales, ...(soft && { soft }) }, choices: rest }
  })
  return choiceLogProbs(runtime.engine, asked, batch, signal)
}

/** A prompt and the ids of its choices. */
export interface AskedChoices {
  readonly lane: Lane
  readonly choices: readonly (readonly number[])[]
}

/**
 * `log p(choice | prompt)`, one list a prompt. All choices of one token are read off a single row of logits; only
 * longer ones are lanes of their own.
 * @throws AppError `bad-input` when a choice has no tokens.
 */
export async function choiceLogProbs(
  engine: Engine,
  asked: readonly AskedChoices[],
  batch: number,
  signal?: AbortSignal,
): Promise<number[][]> {
  const found = asked.map(({ choices }) => choices.map(() => Number.NaN))
  const rows: number[] = []
  const longer: { readonly prompt: number; readonly choice: number; readonly lane: ScoredLane }[] = []
  asked.forEach(({ lane, choices }, prompt) => {
    if (choices.some((ids) => ids.length === 0)) throw new AppError('bad-input', 'A choice is empty.')
    if (choices.some((ids) => ids.length === 1)) rows.push(prompt)
    choices.forEach((answerIds, choice) => {
      if (answerIds.length > 1) longer.push({ prompt, choice, lane: { ...lane, answerIds } })
    })
  })
  for (let start = 0; start < rows.length; start += batch) {
    throwIfAborted(signal)
    const part = rows.slice(start, start + batch)
    const logits = await engine.logits(
      part.flatMap((prompt) => asked[prompt]?.lane ?? []),
      signal,
    )
    part.forEach((prompt, index) => {
      const logProbs = logSoftmax(logits[index] ?? [])
      asked[prompt]?.choices.forEach(([id = -1, ...more], choice) => {
        const own = found[prompt]
        if (own && more.length === 0) own[choice] = logProbs[id] ?? Number.NaN
      })
    })
  }
  for (let start = 0; start < longer.length; start += batch) {
    throwIfAborted(signal)
    const part = longer.slice(start, start + batch)
    const scores = await engine.score(
      part.map(({ lane }) => lane),
      signal,
    )
    part.forEach(({ prompt, choice }, index) => {
      const own = found[prompt]
      if (own) own[choice] = scores[index]?.logProb ?? Number.NaN
    })
  }
  return found
}
