import { type CemGeneration, crossEntropySearch, type Fitness } from '../../core/cem.ts'
import { AppError } from '../../core/errors.ts'
import { createPrng } from '../../core/prng.ts'
import type { Mix } from '../adaptation.ts'
import { CLASSIFIER } from '../dispatch.ts'
import { mixScaler, type Runtime } from '../runtime.ts'
import { type AlphaSpace, alphaSpace } from './alpha-space.ts'
import type { FewShotOptions } from './options.ts'
import { createScorer } from './score.ts'
import type { Shot } from './shots.ts'

/** One generation, with α in place of the search's own coordinates. */
export interface FewShotGeneration {
  readonly index: number
  readonly generations: number
  /** Mean α an expert over the columns, the score, and whether the mixing mode could express it. */
  readonly candidates: readonly {
    readonly alpha: Readonly<Record<string, number>>
    readonly score: number
    readonly possible: boolean
  }[]
  /** Of the elites, a mean over the columns. */
  readonly mean: Readonly<Record<string, number>>
  readonly deviation: Readonly<Record<string, number>>
  readonly best: { readonly mix: Mix; readonly score: number }
  readonly evaluations: number
  /** Answers generated or scored so far. */
  readonly answers: number
  readonly ms: number
}

/** How far the generation that is being judged has come, in answers generated or scored. */
export interface FewShotAnswers {
  readonly answered: number
  readonly wanted: number
}

export interface FewShotResult {
  readonly mix: Mix
  readonly score: number
  readonly shots: number
  readonly history: readonly FewShotGeneration[]
  readonly evaluations: number
  readonly answers: number
  readonly stopped: boolean
  readonly ms: number
}

export interface FewShotHooks {
  readonly onGeneration?: (generation: FewShotGeneration) => void
  readonly onAnswers?: (answers: FewShotAnswers) => void
  /** Ends early and keeps the best. */
  readonly stop?: AbortSignal
  /** Gives up. */
  readonly signal?: AbortSignal
  /** Most lanes of one call; by default as many as memory takes. */
  readonly batch?: number
  /** Milliseconds; for tests. */
  readonly now?: () => number
}

/** A mix that the mode cannot express is worse than any that it can. */
const IMPOSSIBLE: Fitness = { score: -1e9, tieBreak: 0 }

/** Names of the experts that few-shot adaptation mixes: all but the one that dispatches. */
function mixableExperts(runtime: Pick<Runtime, 'experts'>): string[] {
  return [...runtime.experts.keys()].filter((name) => name !== CLASSIFIER)
}

/**
 * Few-shot adaptation (paper §3.2): the cross-entropy method over α, judged on a few examples. A whole population
 * is one batch of lanes. Nothing but the shots is ever looked at.
 * @throws AppError `bad-input` without shots or for senseless options, `bad-expert` without experts, `cancelled`,
 * and the engine's errors.
 */
export async function fewShot(
  runtime: Runtime,
  shots: readonly Shot[],
  options: FewShotOptions,
  hooks: FewShotHooks = {},
): Promise<FewShotResult> {
  if (shots.length === 0) {
    throw new AppError('bad-input', 'There are no shots.', {
      advice: 'Give at least one prompt with its answer.',
    })
  }
  const now = hooks.now ?? (() => performance.now())
  const started = now()
  const names = mixableExperts(runtime)
  const space = alphaSpace(runtime.model.adapted, names, options)
  const scalesOf = mixScaler(runtime, names, options.mode)
  const { scoring, maxTokens } = options
  const stopped = anySignal(hooks.signal, hooks.stop)
  let judged: FewShotAnswers = { answered: 0, wanted: 0 }
  const scored = createScorer(runtime, shots, {
    scoring,
    maxTokens,
    onBatch: (lanes) => {
      judged = { ...judged, answered: judged.answered + lanes }
      hooks.onAnswers?.(judged)
    },
    ...(hooks.batch && { batch: hooks.batch }),
    ...(stopped && { signal: stopped }),
  })
  let answers = 0

  async function evaluate(candidates: readonly (readonly number[])[]): Promise<Fitness[]> {
    const scales = candidates.map((x) => scalesOrNull(() => scalesOf(space.mixOf(x))))
    const distinct = new Map<string, { readonly scales: Float32Array; readonly place: number }>()
    candidates.forEach((x, index) => {
      const own = scales[index]
      const key = x.join(' ')
      if (own && !distinct.has(key)) distinct.set(key, { scales: own, place: distinct.size })
    })
    const wanted = [...distinct.values()].map((one) => one.scales)
    judged = { answered: 0, wanted: wanted.length * shots.length }
    const fitness = wanted.length === 0 ? [] : await scored(wanted)
    answers += wanted.length * shots.length
    return candidates.map((x) => fitness[distinct.get(x.join(' '))?.place ?? -1] ?? IMPOSSIBLE)
  }

  const history: FewShotGeneration[] = []
  const search = {
    ...options,
    dimensions: space.dimensions,
    initialMean: 1 / space.names.length,
    initialDeviation: (options.range[1] - options.range[0]) / 2,
  }
  const {
    best,
    evaluations,
    stopped: early,
  } = await crossEntropySearch(search, createPrng(options.seed), evaluate, {
    ...(hooks.stop && { stop: hooks.stop }),
    ...(hooks.signal && { signal: hooks.signal }),
    onGeneration: (generation) => {
      if (generation.best.score === IMPOSSIBLE.score) return
      const told = tell(space, generation, options.generations, answers, now() - started)
      history.push(told)
      hooks.onGeneration?.(told)
    },
  })
  if (best.score === IMPOSSIBLE.score) {
    throw new AppError('bad-mix', 'No candidate was a mix that this mode can express.', {
      advice: 'Choose another range or another mixing mode.',
    })
  }
  return {
    mix: space.mixOf(best.x),
    score: best.score,
    shots: shots.length,
    history,
    evaluations,
    answers,
    stopped: early,
    ms: now() - started,
  }
}

/** Null for a mix that the mode cannot express. */
function scalesOrNull(scales: () => Float32Array): Float32Array | null {
  try {
    return scales()
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'bad-mix') return null
    throw thrown
  }
}

function tell(
  space: AlphaSpace,
  { index, candidates, mean, deviation, best, evaluations }: CemGeneration,
  generations: number,
  answers: number,
  ms: number,
): FewShotGeneration {
  const perExpert = (x: readonly number[]) =>
    Object.fromEntries(
      space.names.map((name, expert) => {
        const own = x.slice(expert * space.columns, (expert + 1) * space.columns)
        return [name, own.reduce((sum, value) => sum + value, 0) / space.columns]
      }),
    )
  return {
    index,
    generations,
    candidates: candidates.map(({ x, score }) => {
      const possible = score !== IMPOSSIBLE.score
      return { alpha: possible ? space.mixOf(x).alpha : perExpert(x), score: possible ? score : 0, possible }
    }),
    mean: perExpert(mean),
    deviation: perExpert(deviation),
    best: { mix: space.mixOf(best.x), score: best.score },
    evaluations,
    answers,
    ms,
  }
}

function anySignal(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined)
  return given.length === 0 ? undefined : AbortSignal.any(given)
}
