import { describe, expect, it } from 'vitest'
import type { Mix } from '../../adapt/adaptation.ts'
import { scalesForMix } from '../../adapt/runtime.ts'
import { idleDevice } from '../../engine/device-owner/idle-device.fixture.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Expert } from '../../model/expert-file.ts'
import { SMALL_TOKENIZER, smallModel } from '../../train/small-world.fixture.ts'
import { createModelSlot } from '../open-model.ts'
import type { OpenedModel } from '../protocol.ts'
import { spectra } from './spectra.ts'

const model = smallModel(5)
const [first, second] = model.adapted
const expertOf = (name: string, modules: readonly (typeof first)[], from: number): Expert => ({
  name,
  z: new Map(
    modules.map((module) => [module!.name, Float32Array.from(module!.sigma, (_, i) => from + 0.1 * i)]),
  ),
  provenance: {},
})
const experts = new Map([
  ['one', expertOf('one', [first], 0.7)],
  ['two', expertOf('two', [first, second], 1.2)],
])

function context() {
  const slot = createModelSlot()
  const runtime = { model, tokenizer: SMALL_TOKENIZER, engine: {} as Engine, experts }
  slot.put({ runtime, device: idleDevice(runtime.engine), opened: {} as OpenedModel, checkpoint: null })
  return { slot, signal: new AbortController().signal, emit: () => {} }
}

describe('spectra in the worker', () => {
  it('gives an expert as its file has it, and 1 where it says nothing', async () => {
    const { matrices, sigma, z } = await spectra({ subjects: [{ kind: 'expert', name: 'one' }] }, context())
    expect(matrices.map(({ name }) => name)).toEqual(model.adapted.map(({ name }) => name))
    expect(matrices.reduce((sum, { rank }) => sum + rank, 0)).toBe(model.totalRank)
    expect(sigma.subarray(0, first!.rank)).toEqual(first!.sigma)
    expect(z[0]!.subarray(0, first!.rank)).toEqual(experts.get('one')!.z.get(first!.name))
    expect(z[0]!.subarray(first!.rank).every((value) => value === 1)).toBe(true)
  })

  it.each<Mix>([
    { mode: 'blend', alpha: { one: 0.5, two: -0.25 } },
    { mode: 'paper', alpha: { one: 1, two: 0.5 } },
    { mode: 'reference', alpha: { two: 1.5 } },
    { mode: 'blend', alpha: { two: 1 }, byModule: { two: model.adapted.map((_, i) => i / 10) } },
    { mode: 'blend', alpha: {} },
  ])('gives a mix as a lane applies it: $mode $alpha', async (mix) => {
    const { sigma, z } = await spectra({ subjects: [{ kind: 'mix', mix }] }, context())
    const scales = scalesForMix({ model, experts }, mix)
    z[0]!.forEach((value, i) => {
      expect(value * sigma[i]!).toBeCloseTo(scales[i]!, 5)
    })
  })

  it('says which expert is not there', async () => {
    const subjects = [{ kind: 'expert', name: 'nobody' }] as const
    await expect(spectra({ subjects }, context())).rejects.toMatchObject({
      code: 'bad-mix',
      message: /nobody/,
    })
  })
})
