import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import { rawFloats, tensorFloats } from '../model/raw-tensor.ts'
import { type RawTensor, readSafetensors, writeSafetensors } from '../model/safetensors.ts'
import type { TrainingSnapshot } from './snapshot.ts'
import type { TrainingStep } from './training.ts'

/** A training that was interrupted, as a file beside the one it is to make. */
export interface TrainingState {
  readonly snapshot: TrainingSnapshot
  readonly curve: readonly TrainingStep[]
  /** Model, task and options as text: a state goes on with the very same ones only. */
  readonly identity: string
}

const PARTS = ['parameters', 'first', 'second'] as const

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Metadata = v.object({
  step: count,
  tensors: count,
  adamSteps: count,
  prng: v.object({
    words: v.tuple([v.number(), v.number(), v.number(), v.number()]),
    spareNormal: v.nullable(v.number()),
  }),
  curve: v.array(
    v.object({
      step: count,
      steps: count,
      reward: v.exactOptional(v.number()),
      loss: v.exactOptional(v.number()),
      kl: v.number(),
      anchorKl: v.number(),
      informative: count,
    }),
  ),
  identity: v.string(),
})

/** One safetensors file: parameters and Adam's moments as tensors, everything else as metadata. */
export function writeTrainingState({ snapshot, curve, identity }: TrainingState): Uint8Array {
  const { parameters, adam, step, prng } = snapshot
  const lists = { parameters, first: adam.first, second: adam.second }
  const tensors = new Map<string, RawTensor>(
    PARTS.flatMap((part) =>
      lists[part].map((values, index) => [`${part}.${index}`, rawFloats(values)] as const),
    ),
  )
  const state = { step, tensors: parameters.length, adamSteps: adam.steps, prng, curve, identity }
  return writeSafetensors(tensors, new Map([['training', JSON.stringify(state)]]))
}

/** @throws AppError `bad-input` for anything that is no such file */
export function readTrainingState(bytes: Uint8Array): TrainingState {
  try {
    const { tensors, metadata } = readSafetensors(bytes)
    const state = v.parse(Metadata, JSON.parse(metadata.get('training') ?? 'null'))
    const list = (part: (typeof PARTS)[number]): Float32Array[] =>
      Array.from({ length: state.tensors }, (_, index) => {
        const name = `${part}.${index}`
        const tensor = tensors.get(name)
        if (!tensor) throw new RangeError(`${name} is missing`)
        return tensorFloats(tensor, name)
      })
    const adam = { steps: state.adamSteps, first: list('first'), second: list('second') }
    return {
      snapshot: { step: state.step, parameters: list('parameters'), adam, prng: state.prng },
      curve: state.curve,
      identity: state.identity,
    }
  } catch (cause) {
    throw new AppError('bad-input', 'This is not the state of a training.', { cause })
  }
}
