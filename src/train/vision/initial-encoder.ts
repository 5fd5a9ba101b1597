import type { Prng } from '../../core/prng.ts'
import { ENCODER_TENSORS, type EncoderTensor, encoderShapes } from '../../model/vision/encoder.ts'
import type { Parameter } from '../adam.ts'

export interface EncoderParameter extends Parameter {
  readonly name: EncoderTensor
  readonly shape: readonly number[]
}

/** Weights before training: normal with deviation √(2 / in) as ReLU wants it (He et al. 2015), less in the last layer; biases 0. */
export function initialEncoder(hiddenSize: number, prng: Prng): readonly EncoderParameter[] {
  const shapes = encoderShapes(hiddenSize)
  return ENCODER_TENSORS.map((name) => {
    const shape = shapes[name]
    const length = shape.reduce((product, size) => product * size, 1)
    const [, inputs = 1] = shape
    const deviation = DEVIATIONS[name] / Math.sqrt(inputs)
    return { name, shape, values: Float32Array.from({ length }, () => deviation * prng.normal()) }
  })
}

/** Times √in. */
const DEVIATIONS: Readonly<Record<EncoderTensor, number>> = {
  'window.weight': Math.SQRT2,
  'window.bias': 0,
  'field.weight': Math.SQRT2,
  'field.bias': 0,
  'panel.weight': Math.SQRT2,
  'panel.place': 0,
  'tokens.weight': Math.SQRT2 / 10,
  'tokens.bias': 0,
}
