import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { readExpert, writeExpert } from './expert-file.ts'
import { randomModel } from './random-model.ts'
import { rawFloats } from './raw-tensor.ts'
import { type RawTensor, writeSafetensors } from './safetensors.ts'
import { SMALL_CONFIG } from './small-config.fixture.ts'

const modules = randomModel(SMALL_CONFIG, 1, { adapted: 'mlp' }).adapted
const first = modules[0]!
const ones = new Float32Array(first.rank).fill(1)
const multiplier = new Map([['parameterisation', 'multiplier']])

const file = (name: string, tensor: RawTensor, metadata = multiplier) =>
  writeSafetensors(new Map([[name, tensor]]), metadata)

describe('an expert file', () => {
  it('comes back as it was written', () => {
    const z = new Map(modules.map((module, k) => [module.name, new Float32Array(module.rank).fill(k + 0.1)]))
    const provenance = { model: 'abc', task: 'math', seed: '1' }
    expect(readExpert(writeExpert({ name: 'math', z, provenance }), modules, 'math')).toEqual({
      name: 'math',
      z: new Map([...z].sort()),
      provenance,
    })
  })

  it('may cover a part of the modules and need say no more than its parameterisation', () => {
    const expert = readExpert(file(first.name, rawFloats(ones)), modules, 'part')
    expect([...expert.z.keys()]).toEqual([first.name])
    expect(expert.provenance).toEqual({})
  })

  it('of logits is converted by the sigmoid', () => {
    const logits = ones.map((_, i) => i - 4)
    const bytes = file(first.name, rawFloats(logits), new Map([['parameterisation', 'sigmoid-logit']]))
    const z = readExpert(bytes, modules, 'logits').z.get(first.name)!
    z.forEach((value, i) => {
      expect(value).toBeCloseTo(1 / (1 + Math.exp(4 - i)), 6)
    })
  })

  const notFinite = ones.map((value, i) => (i === 3 ? Number.NaN : value))
  const integers: RawTensor = { dtype: 'I32', shape: [first.rank], data: new Uint8Array(4 * first.rank) }
  const broken: [string, Uint8Array, string][] = [
    [
      'an unknown module',
      file('model.layers.9.mlp.up_proj.weight', rawFloats(ones)),
      'covers "model.layers.9.mlp.up_proj.weight", which the model does not adapt',
    ],
    [
      'a module that is not adapted',
      file('model.layers.0.self_attn.q_proj.weight', rawFloats(ones)),
      'q_proj.weight", which the model does not adapt',
    ],
    ['a wrong rank', file(first.name, rawFloats(ones.subarray(1))), String(first.rank)],
    ['a matrix', file(first.name, rawFloats(ones, [first.rank, 1])), first.name],
    ['a number that is not finite', file(first.name, rawFloats(notFinite)), `not finite in ${first.name}`],
    ['whole numbers', file(first.name, integers), 'I32'],
    ['no parameterisation', file(first.name, rawFloats(ones), new Map()), 'parameterisation'],
    [
      'another parameterisation',
      file(first.name, rawFloats(ones), new Map([['parameterisation', 'log']])),
      'log',
    ],
    ['no module at all', writeSafetensors(new Map(), multiplier), 'covers no module'],
    ['other bytes', Uint8Array.of(1, 2, 3), 'safetensors'],
  ]
  it.each(broken)('with %s is refused, and the message names what is wrong', (_what, bytes, named) => {
    expect(() => readExpert(bytes, modules, 'mine')).toThrow(expect.objectContaining({ code: 'bad-expert' }))
    expect(() => readExpert(bytes, modules, 'mine')).toThrow(named)
    expect(() => readExpert(bytes, modules, 'mine')).toThrow('"mine"')
  })

  it('with any byte changed is read or refused, and never holds a number that is not finite', () => {
    const sound = writeExpert({ name: 'x', z: new Map([[first.name, ones]]), provenance: { a: 'b' } })
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(255), (place, value) => {
        const bytes = sound.slice()
        bytes[place] = value
        try {
          for (const z of readExpert(bytes, modules, 'x').z.values())
            expect(z.every(Number.isFinite)).toBe(true)
        } catch (thrown) {
          expect((thrown as AppError).code).toBe('bad-expert')
          expect(thrown).toBeInstanceOf(AppError)
        }
      }),
      fuzzRuns(400),
    )
  })
})
