import type { Fitness } from '../../core/cem.ts'
import { AppError, throwIfAborted } from '../../core/errors.ts'
import type { Lane, ScoredLane } from '../../engine/engine.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { generateAnswers } from '../answer.ts'
import { inBatches } from '../batches.ts'
import { likeliestChoices } from '../choices.ts'
import { type OpenItem, questionOf } from '../eval-item.ts'
import { promptLaneOf, type Runtime } from '../runtime.ts'
import type { Scoring } from './options.ts'
import type { Shot } from './shots.ts'

interface ScoreOptions {
  readonly scoring: Scoring
  readonly maxTokens: number
  /** Most lanes in one call of the engine; by default as many as memory takes. */
  readonly batch?: number
  readonly signal?: AbortSignal
}

/** One candidate on one shot. `logProb` is a mean a token; it counts only where `right`. */
interface Outcome {
  readonly right: boolean
  readonly logProb: number
}

interface Work extends Lane {
  readonly candidate: number
  readonly shot: Shot
}

/**
 * Fitness of several scale vectors on the same shots: candidates × shots are the lanes of one batch. Exact: the
 * score is the share of shots answered right, ties broken by the mean log-probability a token of its right
 * answers (reference code). Likelihood: the score itself is that mean, over the given right answers.
 * @throws AppError `bad-input`, `cancelled` and the engine's errors.
 */
export async function scoreCandidates(
  runtime: Runtime,
  candidates: readonly Float32Array[],
  shots: readonly Shot[],
  options: ScoreOptions,
): Promise<Fitness[]> {
  const asked = shots.map((shot) => ({ shot, ...promptLaneOf(runtime, questionOf(shot)) }))
  const work = candidates.flatMap((scales, candidate) =>
    asked.map((lane): Work => ({ ...lane, candidate, scales })),
  )
  const longest = Math.max(...asked.map(({ ids }) => ids.length)) + options.maxTokens
  const batch = options.batch ?? lanesThatFit(runtime.model, longest)
  const outcomes: Outcome[] = []
  await inBatches(
    work.map((lane) => lane.ids),
    batch,
    async (members) => {
      throwIfAborted(options.signal)
      const own = members.flatMap((member) => work[member] ?? [])
      const judged = await judgeLanes(runtime, own, batch, options)
      members.forEach((member, lane) => {
        const outcome = judged[lane]
        if (outcome) outcomes[member] = outcome
      })
    },
  )
  return candidates.map((_, candidate) => {
    const own = outcomes.filter((_outcome, lane) => work[lane]?.candidate === candidate)
    return options.scoring === 'likelihood' ? byLikelihood(own) : byExactness(own)
  })
}

/** Key-value caches of a call may take about this much. */
const CACHE_BYTES = 512 * 2 ** 20

function lanesThatFit({ config }: FactoredModel, tokens: number): number {
  const { num_hidden_layers, num_key_value_heads, head_dim } = config
  const lane = 2 * 4 * num_hidden_layers * num_key_value_heads * head_dim * tokens
  return Math.max(1, Math.floor(CACHE_BYTES / lane))
}

function byExactness(outcomes: readonly Outcome[]): Fitness {
  const right = outcomes.filter((outcome) => outcome.right)
  const score = right.length / Math.max(1, outcomes.length)
  return { score, tieBreak: right.length === 0 ? NO_ANSWER : meanLogProb(right) }
}

function byLikelihood(outcomes: readonly Outcome[]): Fitness {
  return { score: meanLogProb(outcomes), tieBreak: 0 }
}

/** Below every mean of log-probabilities. */
const NO_ANSWER = -1e9

function meanLogProb(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { logProb }) => sum + logProb, 0) / Math.max(1, outcomes.length)
}

async function judgeLanes(
  runtime: Runtime,
  work: readonly Work[],
  batch: number,
  options: ScoreOptions,
): Promise<Outcome[]> {
  if (options.scoring === 'likelihood') return likelihoods(runtime, work, options.signal)
  const outcomes: Outcome[] = []
  const open = work.flatMap((lane, index) =>
    lane.shot.kind === 'open' ? [{ ...lane, index, item: lane.shot }] : [],
  )
  const choice = work.flatMap((lane, index) =>
    lane.shot.kind === 'choice' ? [{ ...lane, index, item: lane.shot }] : [],
  )
  if (open.length > 0) {
    const answered = await answersWithLikelihood(runtime, open, options)
    open.forEach(({ index }, lane) => {
      outcomes[index] = answered[lane] ?? { right: false, logProb: 0 }
    })
  }
  if (choice.length > 0) {
    const picks = await likeliestChoices(runtime, choice, batch, options.signal)
    choice.forEach(({ index, item }, lane) => {
      outcomes[index] = { right: picks[lane] === item.label, logProb: 0 }
    })
  }
  return outcomes
}

/** Greedy answers; the probability of each token taken is that of the most probable one. */
async function answersWithLikelihood(
  runtime: Runtime,
  lanes: readonly (Work & { readonly item: OpenItem })[],
  { maxTokens, signal }: ScoreOptions,
): Promise<Outcome[]> {
  const sums = lanes.map(() => ({ logProb: 0, tokens: 0 }))
  const { answers } = await generateAnswers(runtime, lanes, {
    maxTokens,
    topK: 1,
    ...(signal && { signal }),
    onTokens: (tokens) => {
      for (const { lane, top } of tokens) {
        const sum = sums[lane]
        if (!sum) continue
        sum.logProb += Math.log(top[0]?.probability ?? 1)
        sum.tokens += 1
      }
    },
  })
  return lanes.map(({ item }, lane) => {
    const { logProb, tokens } = sums[lane] ?? { logProb: 0, tokens: 0 }
    return { right: item.verify(answers[lane]?.text ?? ''), logProb: tokens === 0 ? 0 : logProb / tokens }
  })
}

async function likelihoods(
  runtime: Runtime,
  work: readonly Work[],
  signal: AbortSignal | undefined,
): Promise<Outcome[]> {
  const [stop] = runtime.tokenizer.stopIds
  const lanes = work.map(({ shot, ids, scales, soft }): ScoredLane => {
    const text = shot.kind === 'open' ? shot.answer : (shot.choices[shot.label] ?? '')
    const answerIds = runtime.tokenizer.encode(text)
    if (answerIds.length === 0) throw new AppError('bad-input', `The answer to “${shot.prompt}” is empty.`)
    const whole = stop === undefined ? answerIds : [...answerIds, stop]
    return { ids, scales, answerIds: whole, ...(soft && { soft }) }
  })
  const scores = await runtime.engine.score(lanes, signal)
  return scores.map(({ logProb, tokenLogProbs }) => ({
    right: true,
    logProb: logProb / Math.max(1, tokenLogProbs.length),
  }))
}
