import { expect, it } from 'vitest'
import { scriptedRuntime } from '../../adapt/scripted-runtime.fixture.ts'
import type { SweepCount } from '../../adapt/sweep.ts'
import { idleDevice } from '../../engine/device-owner/idle-device.fixture.ts'
import { createModelSlot } from '../open-model.ts'
import type { OpenedModel } from '../protocol.ts'
import { bench } from './bench.ts'
import { follow } from './follow.ts'
import { sweep } from './sweep.ts'

const runtime = scriptedRuntime(
  { label: () => 'math', answer: (weights) => (weights === 'math' ? 'nine times two' : 'so fourteen') },
  ['math'],
)
const MATH = { mode: 'blend', alpha: { math: 1 } } as const

function context() {
  const slot = createModelSlot()
  slot.put({ runtime, device: idleDevice(runtime.engine), opened: {} as OpenedModel, checkpoint: null })
  return { slot, signal: new AbortController().signal, emit: () => {} }
}

it('follows an answer with the text of its tokens and of what each lane would have said', async () => {
  const answer = runtime.tokenizer.encode('nine times two')
  const lanes = [{ kind: 'base' }, { kind: 'mix', mix: MATH }] as const
  const request = { prompt: 'how many', lanes, answer, topK: 1000 }
  const { pieces, lanes: followed } = await follow(request, context())
  expect(pieces).toEqual(['nine', 'times', 'two'])
  expect(followed.map((places) => places.map(({ top }) => top[0]?.text))).toEqual([
    ['so', 'fourteen', '<|end|>'],
    ['nine', 'times', 'two'],
  ])
  // Nobody reads a list as long as was asked for.
  expect(followed[0]?.[0]?.top).toHaveLength(64)
  const nobody = { kind: 'mix', mix: { mode: 'blend', alpha: { nobody: 1 } } } as const
  await expect(follow({ ...request, lanes: [nobody] }, context())).rejects.toMatchObject({ code: 'bad-mix' })
  await expect(follow({ ...request, lanes: [] }, context())).rejects.toThrow('No lane was asked for.')
  const tooShort = { lanes: 1, tokens: 1 }
  await expect(bench(tooShort, context())).rejects.toThrow('The bench needs at least two tokens.')
})

it('sweeps over fresh items of a family, the same for the same seed, and refuses too fine a grid', async () => {
  const task = { family: 'math', items: 6, seed: 4 } as const
  const request = {
    prompt: 'how many',
    mixes: [{ mode: 'blend', alpha: {} } as const, MATH],
    maxTokens: 8,
    task,
  }
  const seen: SweepCount[] = []
  const count = await sweep(request, { ...context(), emit: (event) => seen.push(event) })
  expect(count.answers.map((answer) => answer?.text)).toEqual(['so fourteen', 'nine times two'])
  expect(count).toMatchObject({ items: 6, done: 14, total: 14 })
  expect(seen.at(-1)?.items).toBe(6)
  expect(await sweep({ ...request, task: null }, context())).toMatchObject({ items: 0, done: 2, total: 2 })
  const mixes = Array.from({ length: 1025 }, () => MATH)
  await expect(sweep({ ...request, mixes }, context())).rejects.toMatchObject({ code: 'bad-input' })
  await expect(sweep({ ...request, prompt: ' ' }, context())).rejects.toMatchObject({ code: 'bad-input' })
})
