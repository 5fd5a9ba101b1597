import type { Fitness } from '../../core/cem.ts'
import { AppError } from '../../core/errors.ts'
import type { ScoredLane } from '../../engine/engine.ts'
import type { PromptLane } from '../../model/vision/picture-prompt.ts'
import { inBatches } from '../batches.ts'
import { likeliestChoices } from '../choices.ts'
import { type ChoiceItem, questionOf } from '../eval-item.ts'
import { promptLaneOf, type Runtime } from '../runtime.ts'
import { byExactness, byLikelihood, type Outcome } from './fitness.ts'
import { lanesThatFit } from './lanes-that-fit.ts'
import type { Scoring } from './options.ts'
import { createPopulationAnswers, type PopulationOptions } from './population-answers.ts'
import type { Shot } from './shots.ts'

interface ScoreOptions extends PopulationOptions {
  readonly scoring: Scoring
}

type Asked<Kind extends Shot = Shot> = PromptLane & { readonly shot: Kind }
type Candidates = readonly Float32Array[]
/** `[candidate][shot]`, in the order of the shots that were asked. */
type Judge = (candidates: Candidates) => Promise<readonly (readonly Outcome[])[]>

/**
 * Judges scale vectors, a whole generation at once, on the same shots: candidates × shots are the lanes of one batch.
 * Errors of the result: `bad-input`, `cancelled` and the engine's errors.
 * @throws AppError `bad-input` for a shot that no lane can hold
 */
export function createScorer(
  runtime: Runtime,
  shots: readonly Shot[],
  options: ScoreOptions,
): (candidates: Candidates) => Promise<Fitness[]> {
  const asked = shots.map((shot): Asked => ({ shot, ...promptLaneOf(runtime, questionOf(shot)) }))
  if (options.scoring === 'likelihood') {
    const judge = likelihoodJudge(runtime, asked, options)
    return async (candidates) => (await judge(candidates)).map(byLikelihood)
  }
  const judges = [answerJudge(runtime, asked, options), choiceJudge(runtime, asked, options)]
  return async (candidates) => {
    const parts: (readonly (readonly Outcome[])[])[] = []
    for (const judge of judges) parts.push(await judge(candidates))
    return candidates.map((_, candidate) => byExactness(parts.flatMap((part) => part[candidate] ?? [])))
  }
}

/** Greedy answers to the shots that are open questions. */
function answerJudge(runtime: Runtime, asked: readonly Asked[], options: ScoreOptions): Judge {
  const open = asked.flatMap(({ shot, ...lane }) => (shot.kind === 'open' ? [{ shot, lane }] : []))
  if (open.length === 0) return async () => []
  const lanes = open.map(({ lane }) => lane)
  const answersOf = createPopulationAnswers(runtime, lanes, options)
  return async (candidates) =>
    (await answersOf(candidates)).map((answers) =>
      answers.map(({ text, ids, logProb }, index) => ({
        right: open[index]?.shot.verify(text) ?? false,
        logProb: logProb / Math.max(1, ids.length),
      })),
    )
}

/** The likeliest choice of the shots that offer some. */
function choiceJudge(runtime: Runtime, asked: readonly Asked[], options: ScoreOptions): Judge {
  const choice = asked.filter((lane): lane is Asked<ChoiceItem> => lane.shot.kind === 'choice')
  if (choice.length === 0) return async () => []
  const batch = options.batch ?? lanesThatFit(runtime.model, choice, options.maxTokens)
  return async (candidates) => {
    const lanes = candidates.flatMap((scales) =>
      choice.map(({ shot, ...lane }) => ({ ...lane, scales, item: shot })),
    )
    const picks = await likeliestChoices(runtime, lanes, batch, options.signal)
    options.onBatch?.(lanes.length)
    return candidates.map((_, candidate) =>
      choice.map(({ shot }, index) => ({
        right: picks[candidate * choice.length + index] === shot.label,
        logProb: 0,
      })),
    )
  }
}

/** How probable a right answer is, of every shot. */
function likelihoodJudge(runtime: Runtime, asked: readonly Asked[], options: ScoreOptions): Judge {
  const wanted = asked.map(({ shot, ...lane }) => ({ ...lane, answerIds: rightAnswerIds(runtime, shot) }))
  const longest = Math.max(...wanted.map(({ answerIds }) => answerIds.length))
  const batch = options.batch ?? lanesThatFit(runtime.model, wanted, longest)
  return async (candidates) => {
    const lanes = candidates.flatMap((scales) => wanted.map((lane): ScoredLane => ({ ...lane, scales })))
    const outcomes: Outcome[] = []
    await inBatches(lanes, { size: batch, signal: options.signal }, async (own, places) => {
      const scores = await runtime.engine.score(own, options.signal)
      places.forEach((place, index) => {
        const { logProb, tokenLogProbs } = scores[index] ?? { logProb: Number.NaN, tokenLogProbs: [] }
        outcomes[place] = { right: true, logProb: logProb / Math.max(1, tokenLogProbs.length) }
      })
      options.onBatch?.(own.length)
    })
    return candidates.map((_, candidate) =>
      outcomes.slice(candidate * wanted.length, (candidate + 1) * wanted.length),
    )
  }
}

/** A right answer with the token that ends it. */
function rightAnswerIds({ tokenizer }: Runtime, shot: Shot): readonly number[] {
  const text = shot.kind === 'open' ? shot.answer : (shot.choices[shot.label] ?? '')
  const ids = tokenizer.encode(text)
  if (ids.length === 0) throw new AppError('bad-input', `The answer to “${shot.prompt}” is empty.`)
  const [stop] = tokenizer.stopIds
  return stop === undefined ? ids : [...ids, stop]
}
