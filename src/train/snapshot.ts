import { AppError } from '../core/errors.ts'
import type { Prng, PrngPlace } from '../core/prng.ts'
import type { AdamState, Parameter } from './adam.ts'

/**
 * A training between two steps: with the same model, task and options it is all that is needed to go on. Plain
 * data, so that `structuredClone` and IndexedDB take it as it is.
 */
export interface TrainingSnapshot {
  /** Steps that are done. */
  readonly step: number
  /** Values of each trained tensor, in the learner's order. */
  readonly parameters: readonly Float32Array[]
  readonly adam: AdamState
  readonly prng: PrngPlace
}

const copies = (tensors: readonly Float32Array[]): Float32Array[] => tensors.map((tensor) => tensor.slice())

/** Moments and step count, sharing no memory. */
export function copyAdam({ steps, first, second }: AdamState): AdamState {
  return { steps, first: copies(first), second: copies(second) }
}

/** Copies everything, so that further steps leave it as it is. */
export function takeSnapshot(
  step: number,
  parameters: readonly Parameter[],
  adam: AdamState,
  prng: Prng,
): TrainingSnapshot {
  return {
    step,
    parameters: copies(parameters.map(({ values }) => values)),
    adam: copyAdam(adam),
    prng: prng.place(),
  }
}

/**
 * Puts the values of a snapshot back in place.
 * @throws AppError `bad-input` when it was taken of other tensors
 */
export function restoreParameters(
  snapshot: Pick<TrainingSnapshot, 'parameters' | 'adam'>,
  parameters: readonly Parameter[],
): void {
  const { first, second } = snapshot.adam
  for (const kept of [snapshot.parameters, first, second]) {
    const fits =
      kept.length === parameters.length &&
      parameters.every(({ values }, index) => values.length === kept[index]?.length)
    if (!fits) {
      throw new AppError('bad-input', 'This snapshot belongs to a training of other modules.', {
        advice: 'Go on with the model and the options that it was begun with, or begin anew.',
      })
    }
  }
  parameters.forEach(({ values }, index) => {
    const kept = snapshot.parameters[index]
    if (kept) values.set(kept)
  })
}
