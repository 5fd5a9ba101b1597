import { describe, expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import {
  type EncoderState,
  readEncoderState,
  readTrainingState,
  type TrainingState,
  writeEncoderState,
  writeTrainingState,
} from './state-file.ts'

const prng = createPrng(3)
prng.normal()
const STATE: TrainingState = {
  snapshot: {
    step: 2,
    parameters: [Float32Array.of(1, -2.5), Float32Array.of(Math.PI)],
    adam: {
      steps: 1,
      first: [Float32Array.of(0.1, 0), Float32Array.of(1e-30)],
      second: [Float32Array.of(4, 5), Float32Array.of(6)],
    },
    prng: prng.place(),
  },
  curve: [
    { step: 1, steps: 9, reward: 0.25, kl: 0, anchorKl: 0, informative: 3 },
    { step: 2, steps: 9, loss: 1.5, kl: 0.1, anchorKl: 0.2, informative: 0 },
  ],
  identity: '{"task":"math"}',
}

describe('the state of a training as a file', () => {
  it('comes back as it was written, bit for bit', () => {
    expect(readTrainingState(writeTrainingState(STATE))).toEqual(STATE)
  })

  it('is that of a picture encoder too, and neither is taken for the other', () => {
    const curve = [{ step: 1, steps: 9, reading: 2, distance: 1, answering: null }]
    const state: EncoderState = { ...STATE, curve }
    expect(readEncoderState(writeEncoderState(state))).toEqual(state)
    expect(() => readEncoderState(writeTrainingState(STATE))).toThrow('not the state of a vision-encoder')
    expect(() => readTrainingState(writeEncoderState(state))).toThrow('not the state of a training')
  })

  it('is refused when any part of it is missing or broken', () => {
    const bytes = writeTrainingState(STATE)
    const text = new TextDecoder('latin1').decode(bytes)
    const renamed = Uint8Array.from(text.replace('second.1', 'second.7'), (sign) => sign.charCodeAt(0))
    for (const broken of [new Uint8Array(), bytes.slice(0, -1), renamed]) {
      expect(() => readTrainingState(broken)).toThrow('not the state of a training')
    }
  })
})
