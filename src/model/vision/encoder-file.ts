import { AppError, asAppError } from '../../core/errors.ts'
import type { FactoredModel } from '../factored-model.ts'
import { rawTensor, tensorFloats } from '../raw-tensor.ts'
import { readSafetensors, type Safetensors, writeSafetensors } from '../safetensors.ts'
import { toFloat16 } from '../stored-array.ts'
import { ENCODER_TENSORS, type EncoderTensor, encoderShapes, type VisionEncoder } from './encoder.ts'

/**
 * One safetensors file, float16, that names the language model it belongs to.
 * @throws AppError `numeric` where a weight does not fit into 16 bits
 */
export function writeEncoder({ weights, hiddenSize, provenance }: VisionEncoder): Uint8Array {
  const shapes = encoderShapes(hiddenSize)
  const tensors = new Map(
    ENCODER_TENSORS.map((name) => [name, rawTensor(toFloat16(weights[name]), shapes[name])]),
  )
  return writeSafetensors(tensors, new Map(Object.entries(provenance)))
}

/**
 * Reads a patch encoder and checks that it was trained in front of this model.
 * @throws AppError `bad-model`
 */
export function readEncoder(bytes: Uint8Array, model: FactoredModel): VisionEncoder {
  const { tensors, metadata } = openFile(bytes)
  const provenance = Object.fromEntries(metadata)
  if (provenance.model !== model.hash)
    throw bad('was trained in front of another language model', {
      advice: 'Train one for this model: t2 train vision-encoder.',
    })
  const hiddenSize = model.config.hidden_size
  const shapes = encoderShapes(hiddenSize)
  const unknown = [...tensors.keys()].find((name) => !(ENCODER_TENSORS as readonly string[]).includes(name))
  if (unknown !== undefined)
    throw bad(`holds ${JSON.stringify(unknown.slice(0, 80))}, which is no part of one`)
  const weights = Object.fromEntries(
    ENCODER_TENSORS.map((name) => [name, readWeights(tensors, name, shapes[name])]),
  ) as Record<EncoderTensor, Float32Array>
  return { hiddenSize, weights, provenance }
}

function openFile(bytes: Uint8Array): Safetensors {
  try {
    return readSafetensors(bytes)
  } catch (thrown) {
    const { message } = asAppError(thrown, 'bad-model')
    throw bad(`cannot be read. ${message.replace(/\.$/, '')}`, { cause: thrown })
  }
}

function readWeights(tensors: Safetensors['tensors'], name: EncoderTensor, shape: readonly number[]) {
  const tensor = tensors.get(name)
  if (!tensor) throw bad(`lacks ${name}`)
  if (!['F32', 'F16', 'BF16'].includes(tensor.dtype)) throw bad(`stores ${name} as ${tensor.dtype}`)
  if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis]))
    throw bad(`has shape [${tensor.shape}] for ${name}, where this model needs [${shape}]`)
  const values = tensorFloats(tensor, name)
  if (!values.every(Number.isFinite)) throw bad(`has a number that is not finite in ${name}`)
  return values
}

function bad(reason: string, options: { advice?: string; cause?: unknown } = {}): AppError {
  return new AppError('bad-model', `This vision encoder ${reason}.`, {
    advice: 'Take the file that belongs to this model.',
    ...options,
  })
}
