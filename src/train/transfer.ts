import { AppError } from '../core/errors.ts'
import { createPrng } from '../core/prng.ts'
import type { Expert } from '../model/expert-file.ts'
import type { FactoredModel } from '../model/factored-model.ts'

export interface TransferOptions {
  /** Permutes every vector at random: the control of the paper's Table 5. */
  readonly shuffle?: boolean
  /** Of the permutation. */
  readonly seed?: number
}

/**
 * An expert of one model for another of the same shape (paper §4.4): z is copied by index, singular values being
 * in descending order in both.
 *
 * @throws AppError `bad-expert` when a module is missing or has another rank
 */
export function transferExpert(
  expert: Expert,
  model: FactoredModel,
  { shuffle = false, seed = 1 }: TransferOptions = {},
): Expert {
  const ranks = ranksOf(model)
  const prng = createPrng(seed)
  const z = new Map(
    // Sorted, so that the permutation does not depend on the order in which a file lists its modules.
    [...expert.z]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([module, values]) => {
        if (ranks.get(module) !== values.length) throw misfit(module)
        return [module, shuffle ? Float32Array.from(prng.shuffle([...values])) : values.slice()] as const
      }),
  )
  const { model: trainedOn, ...provenance } = expert.provenance
  return {
    name: expert.name,
    z,
    provenance: {
      ...provenance,
      model: model.hash,
      ...(trainedOn === undefined ? {} : { transferred_from: trainedOn }),
      ...(shuffle ? { shuffled: String(seed) } : {}),
    },
  }
}

/**
 * For a check before long work.
 * @throws AppError `bad-expert` unless each adapted module of `first` has the same rank in `second`
 */
export function requireSameShape(first: FactoredModel, second: FactoredModel): void {
  const ranks = ranksOf(second)
  for (const { name, rank } of first.adapted) if (ranks.get(name) !== rank) throw misfit(name)
}

const ranksOf = (model: FactoredModel) => new Map(model.adapted.map(({ name, rank }) => [name, rank]))

function misfit(module: string): AppError {
  return new AppError('bad-expert', `${module} does not fit the other model.`, {
    advice: 'Only models of the same shape can exchange experts.',
  })
}
