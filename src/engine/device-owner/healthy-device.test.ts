import { describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Engine, GenerateOptions, Lane } from '../engine.ts'
import { createAnswerKeeper } from './answer-keeper.ts'
import { openDevice } from './device-owner.ts'
import { fakeGpu } from './fake-gpu.fixture.ts'
import { createLastingEngine } from './lasting-engine.ts'

const LANES: readonly Lane[] = [{ ids: [1, 2], scales: Float32Array.of(0) }]

describe('a device that is well', () => {
  it('stays where a call fails for another reason, which is passed on', async () => {
    const gpu = fakeGpu()
    const refused = new AppError('bad-input', 'A lane needs at least one token.')
    const startGpu = async () => {
      const started = await gpu.start()
      started.engine.next = () => Promise.reject(refused)
      return started
    }
    const owner = await openDevice({ startGpu, startCpu: gpu.startCpu, choice: 'auto' })
    const engine = createLastingEngine({} as FactoredModel, owner)
    await expect(engine.next(LANES, 1)).rejects.toBe(refused)
    expect(owner.state()).toMatchObject({ status: 'ready', losses: 0 })
    expect(gpu.log).toEqual(['gpu 1'])
  })

  it('is not asked for again, and neither is one that is only not wanted', async () => {
    for (const [choice, log] of [
      ['auto', ['gpu 1']],
      ['wasm', ['cpu']],
    ] as const) {
      const gpu = fakeGpu()
      const owner = await openDevice({ startGpu: gpu.start, startCpu: gpu.startCpu, choice })
      expect((await owner.tryAgain()).status).toBe(owner.state().status)
      expect(gpu.log).toEqual(log)
    }
  })
})

it.each<[string, Partial<GenerateOptions>]>([
  ['nobody watches it', {}],
  ['its probability is asked for', { logProbs: true, onTokens: () => undefined }],
])('an answer is given as the engine gives it where %s', async (_, options) => {
  const answer = { lanes: [{ ids: [7, 3], finished: true, logProb: -2.5 }], ms: { prefill: 1, decode: 2 } }
  const asked: GenerateOptions[] = []
  const engine = {
    generate: async (_: readonly Lane[], all: GenerateOptions) => {
      asked.push(all)
      all.onTokens?.([7, 3].map((id, index) => ({ lane: 0, index, id, top: [] })))
      return answer
    },
  } as unknown as Engine
  const whole = { maxTokens: 2, ...options }
  expect(await createAnswerKeeper(LANES, whole).goOn(engine)).toEqual(answer)
  expect(asked).toEqual([whole])
})
