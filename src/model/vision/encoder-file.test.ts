import { describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { randomModel } from '../random-model.ts'
import { rawFloats } from '../raw-tensor.ts'
import { readSafetensors, writeSafetensors } from '../safetensors.ts'
import { SMALL_CONFIG } from '../small-config.fixture.ts'
import { encodePicture } from './encoder.ts'
import { readEncoder, writeEncoder } from './encoder-file.ts'
import { blankPicture } from './picture.ts'
import { randomEncoder } from './random-encoder.fixture.ts'

const model = randomModel(SMALL_CONFIG, 2)
const bytes = writeEncoder(randomEncoder(model))

/** The file with one thing changed. */
function changed(
  change: (tensors: ReturnType<typeof readSafetensors>['tensors'], metadata: Map<string, string>) => void,
): Uint8Array {
  const { tensors, metadata } = readSafetensors(bytes)
  change(tensors, metadata)
  return writeSafetensors(tensors, metadata)
}

describe('an encoder file', () => {
  it('holds what was written, in float16, with its origin', () => {
    const read = readEncoder(bytes, model)
    expect(read.provenance).toEqual({ model: model.hash, seed: '1' })
    expect(writeEncoder(read)).toEqual(bytes)
    const picture = blankPicture().fill(1, 500, 520)
    const [before, after] = [randomEncoder(model), read].map((encoder) => encodePicture(encoder, picture))
    expect(after!.panels).toEqual(before!.panels)
    before!.rows.forEach((value, i) => {
      expect(Math.abs(after!.rows[i]! - value)).toBeLessThan(0.02)
    })
  })

  it.each([
    [
      'of another language model',
      changed((_, metadata) => metadata.set('model', 'f'.repeat(64))),
      /was trained in front of another/,
    ],
    [
      'that names no model',
      changed((_, metadata) => metadata.delete('model')),
      /was trained in front of another/,
    ],
    ['without a tensor', changed((tensors) => tensors.delete('field.bias')), /lacks field.bias/],
    [
      'with a tensor too many',
      changed((tensors) => tensors.set('extra', rawFloats(new Float32Array(2)))),
      /holds "extra"/,
    ],
    [
      'with another shape',
      changed((tensors) => tensors.set('field.bias', rawFloats(new Float32Array(63)))),
      /has shape \[63\] for field.bias/,
    ],
    [
      'with whole numbers',
      changed((tensors) => tensors.set('field.bias', { dtype: 'U8', shape: [64], data: new Uint8Array(64) })),
      /stores field.bias as U8/,
    ],
    [
      'with an infinity',
      changed((tensors) =>
        tensors.set('field.bias', rawFloats(new Float32Array(64).fill(Number.POSITIVE_INFINITY))),
      ),
      /not finite in field.bias/,
    ],
    ['cut short', bytes.subarray(0, bytes.length - 10), /cannot be read.*ends within/],
    ['that is empty', new Uint8Array(), /cannot be read.*shorter than 8/],
    ['that is a web page', new TextEncoder().encode('<!doctype html><title>404</title>'), /cannot be read/],
  ])('%s is refused with bad-model', (_, broken, said) => {
    expect(() => readEncoder(broken, model)).toThrowError(AppError)
    expect(() => readEncoder(broken, model)).toThrowError(said)
    expect(() => readEncoder(broken, model)).toThrowError(expect.objectContaining({ code: 'bad-model' }))
  })

  it('cannot hold a weight beyond 16 bits', () => {
    const encoder = randomEncoder(model)
    encoder.weights['tokens.bias'][0] = 1e6
    expect(() => writeEncoder(encoder)).toThrowError(expect.objectContaining({ code: 'numeric' }))
  })
})
