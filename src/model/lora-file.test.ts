import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { groupLinears, loraSize } from './lora-adapter.ts'
import { readLora, writeLora } from './lora-file.ts'
import { randomModel } from './random-model.ts'
import { rawFloats } from './raw-tensor.ts'
import { type RawTensor, readSafetensors, writeSafetensors } from './safetensors.ts'
import { SMALL_CONFIG } from './small-config.fixture.ts'

// Attention is not factored here: an adapter may cover modules that no expert can change.
const model = randomModel(SMALL_CONFIG, 1, { adapted: 'mlp' })
const RANK = 2
const adapter = {
  name: 'mine',
  rank: RANK,
  alpha: 4,
  parts: groupLinears(model, 'all').map((module, k) => ({
    module,
    a: Float32Array.from({ length: RANK * module.in }, (_, i) => k + i / 8),
    b: Float32Array.from({ length: module.out * RANK }, (_, i) => k - i / 8),
  })),
  provenance: { model: 'abc', task: 'math' },
}
const sound = writeLora(adapter)
const [{ module: first }] = adapter.parts as [(typeof adapter.parts)[number]]
const [A, B] = ['A', 'B'].map(
  (part) => `base_model.model.${first.name.replace(/\.weight$/, '')}.lora_${part}.weight`,
) as [string, string]

describe('a LoRA file', () => {
  it('comes back as it was written', () => {
    expect(readLora(sound, model, 'mine')).toEqual(adapter)
    const numbers = adapter.parts.reduce((sum, { module }) => sum + RANK * (module.in + module.out), 0)
    expect(loraSize(adapter)).toBe(numbers)
  })

  it('has the tensor names of PEFT, so that others recognise it', () => {
    expect([...readSafetensors(sound).tensors.keys()]).toContain(
      'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight',
    )
  })

  /** The sound file with some tensors or metadata changed; `null` takes one away. */
  function changed(
    tensors: Readonly<Record<string, RawTensor | null>>,
    metadata: Readonly<Record<string, string | null>> = {},
  ): Uint8Array {
    const read = readSafetensors(sound)
    const merge = <T>(own: ReadonlyMap<string, T>, changes: Readonly<Record<string, T | null>>) =>
      new Map(
        [...own, ...Object.entries(changes)].filter((entry): entry is [string, T] => {
          const [key, value] = entry
          return value !== null && changes[key] !== null
        }),
      )
    return writeSafetensors(merge(read.tensors, tensors), merge(read.metadata, metadata))
  }

  const zeros = (...shape: number[]) =>
    rawFloats(new Float32Array(shape.reduce((product, size) => product * size, 1)), shape)
  const notFinite = new Float32Array(RANK * first.in).fill(Number.NaN)
  const whole: RawTensor = {
    dtype: 'I32',
    shape: [RANK, first.in],
    data: new Uint8Array(4 * RANK * first.in),
  }
  const broken: [string, Uint8Array, string][] = [
    ['a tensor for which there is no module', changed({ 'lora_A.weight': zeros(2, 2) }), 'lora_A.weight'],
    ['A without B', changed({ [B]: null }), B],
    ['another rank than it says', changed({}, { lora_rank: '3' }), 'shape'],
    ['a rank that is no whole number', changed({}, { lora_rank: '2.5' }), 'whole number'],
    ['a rank of zero', changed({}, { lora_rank: '0' }), 'lora_rank'],
    ['an immense rank', changed({}, { lora_rank: '1e300' }), 'shape'],
    ['no alpha', changed({}, { lora_alpha: null }), 'lora_alpha'],
    ['an alpha that is no number', changed({}, { lora_alpha: 'much' }), 'lora_alpha'],
    ['a vector', changed({ [A]: zeros(RANK * first.in) }), A],
    ['a number that is not finite', changed({ [A]: rawFloats(notFinite, [RANK, first.in]) }), 'finite'],
    ['whole numbers', changed({ [A]: whole }), 'I32'],
    [
      'no module',
      writeSafetensors(
        new Map(),
        new Map([
          ['lora_rank', '2'],
          ['lora_alpha', '4'],
        ]),
      ),
      'no module',
    ],
    ['other bytes', Uint8Array.of(1, 2, 3), 'safetensors'],
  ]
  it.each(broken)('with %s is refused, and the message names what is wrong', (_what, bytes, named) => {
    expect(() => readLora(bytes, model, 'mine')).toThrow(expect.objectContaining({ code: 'bad-expert' }))
    expect(() => readLora(bytes, model, 'mine')).toThrow(named)
    expect(() => readLora(bytes, model, 'mine')).toThrow('"mine"')
  })

  it('with any byte changed is read or refused, and never holds a number that is not finite', () => {
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(255), (place, value) => {
        const bytes = sound.slice()
        bytes[place] = value
        try {
          for (const { a, b } of readLora(bytes, model, 'x').parts)
            expect(a.every(Number.isFinite) && b.every(Number.isFinite)).toBe(true)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError)
          expect((thrown as AppError).code).toBe('bad-expert')
        }
      }),
      fuzzRuns(300),
    )
  })
})
