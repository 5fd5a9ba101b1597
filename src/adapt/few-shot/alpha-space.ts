import { AppError } from '../../core/errors.ts'
import type { FactoredLinear } from '../../model/factored-model.ts'
import type { Mix } from '../adaptation.ts'
import type { FewShotOptions, Granularity } from './options.ts'

/** The space that is searched: K experts × columns, a candidate being `[expert][column]` flattened. */
export interface AlphaSpace {
  readonly names: readonly string[]
  /** 1, the number of layers, or the number of adapted matrices. */
  readonly columns: number
  readonly dimensions: number
  /** @throws AppError `bad-mix` where normalising would divide by zero. */
  mixOf(x: readonly number[]): Mix
}

/** Below this a sum of α is rounding noise, and dividing by it means nothing. */
const LEAST_SUM = 1e-6

/**
 * The space of mixes of these experts, columns in the order of layers or of `adapted`.
 * @throws AppError `bad-expert` without an expert
 */
export function alphaSpace(
  adapted: readonly FactoredLinear[],
  names: readonly string[],
  { granularity, normalise, mode }: Pick<FewShotOptions, 'granularity' | 'normalise' | 'mode'>,
): AlphaSpace {
  if (names.length === 0) {
    throw new AppError('bad-expert', 'There is no expert to mix.', { advice: 'Train one, or load one.' })
  }
  const columnOf = columnsOf(adapted, granularity)
  const columns = Math.max(...columnOf) + 1
  const at = (x: readonly number[], expert: number, column: number) => x[expert * columns + column] ?? 0

  function normalised(x: readonly number[]): readonly number[] {
    const sums = Array.from({ length: columns }, (_, column) =>
      names.reduce((sum, _name, expert) => sum + at(x, expert, column), 0),
    )
    if (sums.some((sum) => Math.abs(sum) < LEAST_SUM)) {
      throw new AppError('bad-mix', 'The α of a column sum to 0, so they cannot be normalised.')
    }
    return x.map((value, index) => value / (sums[index % columns] ?? 1))
  }

  return {
    names,
    columns,
    dimensions: names.length * columns,
    mixOf(raw) {
      const x = normalise ? normalised(raw) : raw
      const perModule = names.map((_, expert) => columnOf.map((column) => at(x, expert, column)))
      const alpha = Object.fromEntries(
        names.map((name, expert) => [name, columns === 1 ? at(x, expert, 0) : mean(perModule[expert] ?? [])]),
      )
      if (columns === 1) return { mode, alpha }
      const byModule = Object.fromEntries(names.map((name, expert) => [name, perModule[expert] ?? []]))
      return { mode, alpha, byModule }
    },
  }
}

/** Which column each adapted module belongs to. */
function columnsOf(adapted: readonly FactoredLinear[], granularity: Granularity): readonly number[] {
  if (granularity === 'expert') return adapted.map(() => 0)
  if (granularity === 'matrix') return adapted.map((_, index) => index)
  const layers = [...new Set(adapted.map(({ layer }) => layer))]
  return adapted.map(({ layer }) => layers.indexOf(layer))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
