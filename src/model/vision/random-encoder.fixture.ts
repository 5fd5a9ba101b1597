import { createPrng } from '../../core/prng.ts'
import type { FactoredModel } from '../factored-model.ts'
import { ENCODER_TENSORS, type EncoderTensor, encoderShapes, type VisionEncoder } from './encoder.ts'

/** An untrained encoder in front of a model. */
export function randomEncoder({ config, hash }: FactoredModel, seed = 1): VisionEncoder {
  const prng = createPrng(seed)
  const shapes = encoderShapes(config.hidden_size)
  const weights = ENCODER_TENSORS.map((name) => {
    const length = shapes[name].reduce((product, size) => product * size, 1)
    return [name, Float32Array.from({ length }, () => 0.2 * prng.normal())]
  })
  return {
    hiddenSize: config.hidden_size,
    weights: Object.fromEntries(weights) as Record<EncoderTensor, Float32Array>,
    provenance: { model: hash, seed: String(seed) },
  }
}
