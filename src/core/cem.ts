import { AppError, cancelled, throwIfAborted } from './errors.ts'
import type { Prng } from './prng.ts'
import { mean, standardDeviation } from './statistics.ts'

export interface CemOptions {
  readonly dimensions: number
  /** Candidates a generation; at least 2. */
  readonly population: number
  /** The best candidates, which the next generation is drawn around; 1 … population. */
  readonly elites: number
  readonly generations: number
  /** Candidates are clamped to it, in every dimension. */
  readonly range: readonly [low: number, high: number]
  /** Of the first generation, in every dimension. */
  readonly initialMean: number
  readonly initialDeviation: number
  /** The least standard deviation of a later generation; 0 lets the search collapse, as the reference code does. */
  readonly deviationFloor: number
}

/** How good a candidate is. A higher score wins; where scores are equal, a higher `tieBreak`. */
export interface Fitness {
  readonly score: number
  readonly tieBreak: number
}

export interface CemCandidate extends Fitness {
  readonly x: readonly number[]
}

export interface CemGeneration {
  /** 0 for the first. */
  readonly index: number
  readonly candidates: readonly CemCandidate[]
  /** What the next generation would be drawn from: mean and standard deviation of the elites, `[dimensions]`. */
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  /** The best candidate of all generations so far. */
  readonly best: CemCandidate
  /** Candidates evaluated so far. */
  readonly evaluations: number
}

export interface CemResult {
  readonly best: CemCandidate
  readonly generations: readonly CemGeneration[]
  readonly evaluations: number
  /** True when it was stopped before the last generation. */
  readonly stopped: boolean
}

export interface CemHooks {
  readonly onGeneration?: (generation: CemGeneration) => void
  /** Ends the search early; the best candidate so far is the result. */
  readonly stop?: AbortSignal
  /** Gives the search up: rejects with `cancelled`. */
  readonly signal?: AbortSignal
}

/**
 * The cross-entropy method (paper §3.2, few-shot adaptation): draw candidates from a normal distribution, keep
 * the elites, fit mean and standard deviation (n − 1) to them, and draw again. From the second generation on,
 * the first candidate is the best one so far, so the result is never worse than anything that was evaluated.
 *
 * @param evaluate judges a whole generation at once, in its order; equal candidates must get equal fitness
 * @throws AppError `bad-input` for options that make no sense, `numeric` for a score that is no number,
 * `cancelled`, and whatever `evaluate` throws
 */
export async function crossEntropySearch(
  options: CemOptions,
  prng: Prng,
  evaluate: (candidates: readonly (readonly number[])[]) => Promise<readonly Fitness[]>,
  { onGeneration, stop, signal }: CemHooks = {},
): Promise<CemResult> {
  checkOptions(options)
  const { dimensions, generations } = options
  let mean: readonly number[] = new Array<number>(dimensions).fill(options.initialMean)
  let deviation: readonly number[] = new Array<number>(dimensions).fill(options.initialDeviation)
  let best: CemCandidate | undefined
  let evaluations = 0
  const history: CemGeneration[] = []

  for (let index = 0; index < generations; index++) {
    throwIfAborted(signal)
    if (stop?.aborted) break
    const drawn = draw(options, prng, mean, deviation, best ? options.population - 1 : options.population)
    let fresh: CemCandidate[]
    try {
      const fitness = await evaluate(drawn)
      fresh = drawn.map((x, candidate) => ({ x, ...checked(fitness[candidate]) }))
    } catch (thrown) {
      if (stop?.aborted && !signal?.aborted && best) break
      throw thrown
    }
    evaluations += fresh.length
    const candidates = best ? [best, ...fresh] : fresh
    const ranked = [...candidates].sort(byFitness)
    best = ranked[0] ?? best
    const elites = ranked.slice(0, options.elites)
    const fitted = fitNormal(elites, dimensions, options.deviationFloor)
    mean = fitted.mean
    deviation = fitted.deviation
    if (!best) break
    const generation = { index, candidates, ...fitted, best, evaluations }
    history.push(generation)
    onGeneration?.(generation)
  }
  if (!best) throw cancelled()
  return { best, generations: history, evaluations, stopped: history.length < generations }
}

/** Higher score first, then higher tie-break; the earlier one where both are equal. */
function byFitness(a: Fitness, b: Fitness): number {
  return b.score - a.score || b.tieBreak - a.tieBreak
}

function draw(
  { range: [low, high], dimensions }: CemOptions,
  prng: Prng,
  mean: readonly number[],
  deviation: readonly number[],
  count: number,
): number[][] {
  return Array.from({ length: count }, () =>
    Array.from({ length: dimensions }, (_, i) => {
      const value = (mean[i] ?? 0) + (deviation[i] ?? 0) * prng.normal()
      return Math.min(high, Math.max(low, value))
    }),
  )
}

function fitNormal(elites: readonly CemCandidate[], dimensions: number, floor: number) {
  const columns = Array.from({ length: dimensions }, (_, i) => elites.map(({ x }) => x[i] ?? 0))
  return {
    mean: columns.map(mean),
    deviation: columns.map((values) => Math.max(floor, standardDeviation(values))),
  }
}

function checked(fitness: Fitness | undefined): Fitness {
  if (!fitness || !Number.isFinite(fitness.score) || Number.isNaN(fitness.tieBreak)) {
    throw new AppError('numeric', 'A candidate of the search has a score that is not a number.')
  }
  return fitness
}

function checkOptions(options: CemOptions): void {
  const { dimensions, population, elites, generations, range, initialMean, initialDeviation } = options
  const whole = (value: number, least: number) => Number.isInteger(value) && value >= least
  const [low, high] = range
  const complaint = !whole(dimensions, 1)
    ? 'There is nothing to search over.'
    : !whole(population, 2)
      ? 'A population has at least 2 candidates.'
      : !whole(elites, 1) || elites > population
        ? `There must be between 1 and ${population} elites.`
        : !whole(generations, 1)
          ? 'There must be at least one generation.'
          : !(low < high) || !Number.isFinite(high - low)
            ? 'The range must go from a lower to a higher number.'
            : !Number.isFinite(initialMean) || !(initialDeviation > 0) || !(options.deviationFloor >= 0)
              ? 'Mean and standard deviation of the search must be finite, and the deviation positive.'
              : null
  if (complaint !== null) throw new AppError('bad-input', complaint)
}
