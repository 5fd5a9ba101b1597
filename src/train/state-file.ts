import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import type { PrngPlace } from '../core/prng.ts'
import { rawFloats, tensorFloats } from '../model/raw-tensor.ts'
import { type RawTensor, readSafetensors, writeSafetensors } from '../model/safetensors.ts'
import type { AdamState } from './adam.ts'
import type { PretrainProgress } from './pretrain.ts'
import type { TrainingSnapshot } from './snapshot.ts'
import type { TrainingStep } from './training.ts'
import type { EncoderStep } from './vision/train-encoder.ts'

/** A training that was interrupted, as a file beside the one it is to make. */
export interface TrainingState<Step = TrainingStep> {
  readonly snapshot: TrainingSnapshot
  readonly curve: readonly Step[]
  /** Model, task and options as text: a state goes on with the very same ones only. */
  readonly identity: string
}

/** The same of a pretraining. */
export interface PretrainingState {
  readonly parameters: readonly Float32Array[]
  readonly adam: AdamState
  readonly progress: PretrainProgress
  readonly corpus: PrngPlace
  readonly curve: readonly PretrainProgress[]
  /** The recipe as text. */
  readonly identity: string
}

/** The same of a picture encoder's training. */
export type EncoderState = TrainingState<EncoderStep>

type Tensors = Pick<TrainingSnapshot, 'parameters' | 'adam'>

const PARTS = ['parameters', 'first', 'second'] as const

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Lists = v.object({ tensors: count, adamSteps: count })
const Place = v.object({
  words: v.tuple([v.number(), v.number(), v.number(), v.number()]),
  spareNormal: v.nullable(v.number()),
})
const LearningStep = v.object({
  step: count,
  steps: count,
  reward: v.exactOptional(v.number()),
  loss: v.exactOptional(v.number()),
  kl: v.number(),
  anchorKl: v.number(),
  informative: count,
})
const ReadingStep = v.object({
  step: count,
  steps: count,
  reading: v.number(),
  distance: v.number(),
  answering: v.nullable(v.number()),
})
const Progress = v.object({ step: count, steps: count, answerLoss: v.number(), tokens: count })
const PretrainingMetadata = v.object({
  progress: Progress,
  corpus: Place,
  curve: v.array(Progress),
  identity: v.string(),
})

/** A training as one file; `readTrainingState` reads it back, bit for bit. */
export const writeTrainingState = (state: TrainingState): Uint8Array => writeSnapshot('training', state)

/** @throws AppError `bad-input` for anything that is no such file */
export const readTrainingState = (bytes: Uint8Array): TrainingState =>
  readSnapshot(bytes, 'training', LearningStep)

/** A picture encoder's training as one file; `readEncoderState` reads it back, bit for bit. */
export const writeEncoderState = (state: EncoderState): Uint8Array => writeSnapshot('vision-encoder', state)

/** @throws AppError `bad-input` for anything that is no such file */
export const readEncoderState = (bytes: Uint8Array): EncoderState =>
  readSnapshot(bytes, 'vision-encoder', ReadingStep)

function writeSnapshot(kind: string, { snapshot, curve, identity }: TrainingState<unknown>): Uint8Array {
  const { step, prng } = snapshot
  return writeState(kind, snapshot, { step, prng, curve, identity })
}

function readSnapshot<Step>(
  bytes: Uint8Array,
  kind: string,
  step: v.GenericSchema<unknown, Step>,
): TrainingState<Step> {
  const schema = v.object({ step: count, prng: Place, curve: v.array(step), identity: v.string() })
  const [tensors, { step: done, prng, curve, identity }] = readState(bytes, kind, schema)
  return { snapshot: { step: done, ...tensors, prng }, curve, identity }
}

/** A pretraining as one file; `readPretrainingState` reads it back, bit for bit. */
export function writePretrainingState(state: PretrainingState): Uint8Array {
  const { progress, corpus, curve, identity } = state
  return writeState('pretraining', state, { progress, corpus, curve, identity })
}

/** @throws AppError `bad-input` for anything that is no such file */
export function readPretrainingState(bytes: Uint8Array): PretrainingState {
  const [tensors, metadata] = readState(bytes, 'pretraining', PretrainingMetadata)
  return { ...tensors, ...metadata }
}

/** One safetensors file: parameters and Adam's moments as tensors, everything else as metadata under `kind`. */
function writeState(kind: string, { parameters, adam }: Tensors, metadata: object): Uint8Array {
  const lists = { parameters, first: adam.first, second: adam.second }
  const tensors = new Map<string, RawTensor>(
    PARTS.flatMap((part) =>
      lists[part].map((values, index) => [`${part}.${index}`, rawFloats(values)] as const),
    ),
  )
  const state = { tensors: parameters.length, adamSteps: adam.steps, ...metadata }
  return writeSafetensors(tensors, new Map([[kind, JSON.stringify(state)]]))
}

function readState<T>(bytes: Uint8Array, kind: string, schema: v.GenericSchema<unknown, T>): [Tensors, T] {
  try {
    const { tensors, metadata } = readSafetensors(bytes)
    const json: unknown = JSON.parse(metadata.get(kind) ?? 'null')
    const lists = v.parse(Lists, json)
    const list = (part: (typeof PARTS)[number]): Float32Array[] =>
      Array.from({ length: lists.tensors }, (_, index) => {
        const name = `${part}.${index}`
        const tensor = tensors.get(name)
        if (!tensor) throw new RangeError(`${name} is missing`)
        return tensorFloats(tensor, name)
      })
    const adam = { steps: lists.adamSteps, first: list('first'), second: list('second') }
    return [{ parameters: list('parameters'), adam }, v.parse(schema, json)]
  } catch (cause) {
    throw new AppError('bad-input', `This is not the state of a ${kind}.`, { cause })
  }
}
