import { afterEach, expect, it, vi } from 'vitest'
import { AppError } from '../core/errors.ts'
import { type AnswerJob, createAnswerRunner } from './answer-runner.ts'
import { createAnswersStore } from './answers-store.ts'
import { createHeldClient } from './testing/held-client.ts'

const JOB: AnswerJob = {
  ...{ prompt: 'a long one', system: '', mix: { mode: 'blend', alpha: { math: 1 } } },
  ...{ seed: 1, temperature: 0, maxTokens: 8, adapts: true, revision: 0 },
}

afterEach(() => void vi.useRealTimers())

it('tells both answers how much of the prompt has been read, and nothing of it to the next question', async () => {
  vi.useFakeTimers()
  const { client, held } = createHeldClient()
  const store = createAnswersStore()
  const runner = createAnswerRunner(client, store)
  const shares = () => [store.getState().base.read, store.getState().adapted.read]
  runner.submit(JOB)
  expect(shares()).toEqual([null, null])
  held[0]!.event({ tokens: [], read: { tokens: 32, of: 128 } })
  expect(shares()).toEqual([0.25, 0.25])
  expect(store.getState().base.status).toBe('waiting')

  runner.submit({ ...JOB, prompt: 'another' })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(held[0]!.signal?.aborted).toBe(true)
  held[0]!.fail(new AppError('cancelled', 'Stopped.'))
  await vi.advanceTimersByTimeAsync(0)
  expect(held).toHaveLength(2)
  held[0]!.event({ tokens: [], read: { tokens: 64, of: 128 } })
  expect(shares()).toEqual([null, null])
})
