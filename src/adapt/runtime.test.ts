import { describe, expect, it } from 'vitest'
import { baseScales } from '../core/mixing.ts'
import { blankPicture } from '../model/vision/picture.ts'
import { mixScaler, promptIdsOf, promptLaneOf, scalesForMix } from './runtime.ts'
import { scriptedRuntime } from './scripted-runtime.fixture.ts'

const runtime = scriptedRuntime({ label: () => 'other', answer: () => '' }, ['math', 'code'])

describe('a prompt', () => {
  // The form of this model adds two tokens, and its context has 96.
  it('may be as long as leaves room for one token', () => {
    expect(promptIdsOf(runtime, 'a '.repeat(93))).toHaveLength(95)
    expect(() => promptIdsOf(runtime, 'a '.repeat(94))).toThrow(
      'The prompt has 96 tokens; this model reads at most 95 and then answers.',
    )
  })

  it('is not empty, and a picture needs a question and somebody who sees', () => {
    expect(() => promptLaneOf(runtime, ' ')).toThrow('The prompt is empty.')
    expect(() => promptLaneOf(runtime, { prompt: 'a', picture: blankPicture() })).toThrow(
      'This model cannot see',
    )
  })
})

describe('the scales of a mix', () => {
  const only = scalesForMix(runtime, { mode: 'blend', alpha: { code: 1 } })

  it('are those of the base without an expert', () => {
    expect(scalesForMix(runtime, { mode: 'blend', alpha: {} })).toEqual(baseScales(runtime.model.adapted))
    expect(only).not.toEqual(baseScales(runtime.model.adapted))
  })

  it('count an expert that the mix does not name as 0', () => {
    expect(mixScaler(runtime, ['math', 'code'], 'blend')({ alpha: { code: 1 } })).toEqual(only)
  })

  it('take α of each module before the one for all', () => {
    const scaler = mixScaler(runtime, ['math', 'code'], 'blend')
    const byModule = { code: runtime.model.adapted.map(() => 1) }
    expect(scaler({ alpha: { code: 0.3 }, byModule })).toEqual(only)
  })

  it('name an expert that is not there, and those that are', () => {
    expect(() => scalesForMix(runtime, { mode: 'blend', alpha: { poetry: 1 } })).toThrow(
      expect.objectContaining({ code: 'bad-mix', advice: 'This model has: math, code.' }),
    )
  })
})
