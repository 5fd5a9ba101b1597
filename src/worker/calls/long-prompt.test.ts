import { expect, it } from 'vitest'
import { scriptedRuntime } from '../../adapt/scripted-runtime.fixture.ts'
import { idleDevice } from '../../engine/device-owner/idle-device.fixture.ts'
import { createModelSlot } from '../open-model.ts'
import type { OpenedModel } from '../protocol.ts'
import { adapt } from './adapt.ts'
import type { CallContext } from './call.ts'
import { follow } from './follow.ts'
import { generate } from './generate.ts'
import { next } from './next.ts'
import { readPrompt } from './read-prompt.ts'
import { sweep } from './sweep.ts'
import { tokenize } from './tokenize.ts'
import { weighChoices } from './weigh-choices.ts'

const runtime = scriptedRuntime({ label: () => 'math', answer: () => 'so fourteen' }, ['math'])
const slot = createModelSlot()
slot.put({ runtime, device: idleDevice(runtime.engine), opened: {} as OpenedModel, checkpoint: null })

const context: CallContext<never> = { slot, signal: new AbortController().signal, emit: () => {} }
const book = 'a'.repeat(100_001)
const asked = { prompt: book, lanes: [{ kind: 'base' as const }] }
const written = { maxTokens: 4, temperature: 0, seed: 1, topK: 0 }
const mixes = [{ mode: 'blend' as const, alpha: {} }]

it.each([
  ['adapt', () => adapt({ prompt: book, strategy: 'prompt', maxTokens: 4 }, context)],
  ['follow', () => follow({ ...asked, answer: [1], topK: 4 }, context)],
  ['generate', () => generate({ ...asked, ...written }, context)],
  ['next', () => next({ ...asked, topK: 4 }, context)],
  ['readPrompt', () => readPrompt({ prompt: book }, context)],
  ['sweep', () => sweep({ prompt: book, mixes, maxTokens: 4, task: null }, context)],
  ['tokenize', () => tokenize({ text: book }, context)],
  ['weighChoices', () => weighChoices({ ...asked, choices: ['a', 'b'] }, context)],
])('%s refuses a book before it is cut into tokens', async (_, call) => {
  await expect(call()).rejects.toMatchObject({
    code: 'bad-input',
    message: 'The text has 100001 characters; that is more than any model here reads.',
  })
})
