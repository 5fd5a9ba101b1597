import { asAppError } from '../core/errors.ts'
import { tensorFloats } from './raw-tensor.ts'
import { type RawTensor, readSafetensors, type Safetensors } from './safetensors.ts'

/** Makes the error that refuses a file: it goes on after the file's name, as in "has no tensors". */
export type Refusal = (reason: string, cause?: unknown) => Error

/** The tensors and metadata of an expert's or an adapter's file; throws what `refuse` makes. */
export function openAdapterFile(bytes: Uint8Array, refuse: Refusal): Safetensors {
  try {
    return readSafetensors(bytes)
  } catch (thrown) {
    const { message } = asAppError(thrown, 'bad-expert')
    throw refuse(`cannot be read. ${message.replace(/\.$/, '')}`, thrown)
  }
}

/**
 * Finite numbers of the shape that the model needs, as float32; throws what `refuse` makes.
 * @param why says of the wanted shape where it comes from, after the module's name
 */
export function adapterFloats(
  tensor: RawTensor,
  module: string,
  shape: readonly number[],
  why: string,
  refuse: Refusal,
): Float32Array {
  if (!['F32', 'F16', 'BF16'].includes(tensor.dtype))
    throw refuse(`stores ${module} as ${tensor.dtype} instead of F32`)
  if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis]))
    throw refuse(`has shape [${tensor.shape}] for ${module}, ${why}`)
  const values = tensorFloats(tensor, module)
  if (!values.every(Number.isFinite)) throw refuse(`has a number that is not finite in ${module}`)
  return values
}
