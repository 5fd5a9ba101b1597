import { expect, it } from 'vitest'
import { scriptedRuntime } from '../../adapt/scripted-runtime.fixture.ts'
import { idleDevice } from '../../engine/device-owner/idle-device.fixture.ts'
import { createModelSlot } from '../open-model.ts'
import type { LaneSpec, OpenedModel } from '../protocol.ts'
import { adapt } from './adapt.ts'
import { generate } from './generate.ts'
import { readPrompt } from './read-prompt.ts'
import { weighChoices } from './weigh-choices.ts'

/** A model that chats, which says `fruit` only with the expert `code` and `nothing` where it is told to be brief. */
const runtime = scriptedRuntime(
  {
    label: (_, prompt) => (prompt.includes('brief') ? 'other' : 'code'),
    answer: (weights, prompt) =>
      prompt.includes('brief') ? 'nothing' : weights === 'code' ? 'fruit' : 'tool',
  },
  ['code', 'classifier'],
  'chat',
)
const slot = createModelSlot()
slot.put({ runtime, device: idleDevice(runtime.engine), opened: {} as OpenedModel, checkpoint: null })
const context = () => ({ slot, signal: new AbortController().signal, emit: () => {} })
const BASE: LaneSpec = { kind: 'base' }
const CODE: LaneSpec = { kind: 'mix', mix: { mode: 'blend', alpha: { code: 1 } } }

it('shares each lane’s belief among the answers on offer', async () => {
  const choices = ['the tool', 'the fruit', 'the axe']
  const asked = { prompt: 'apricot ?', choices, lanes: [BASE, CODE] }
  // What they all begin with is read with the prompt, and says nothing.
  const { shares } = await weighChoices({ ...asked, choices: ['tool', 'fruit', 'axe'] }, context())
  expect(shares.map((own) => own.indexOf(Math.max(...own)))).toEqual([0, 1])
  for (const own of shares) expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
  const longer = await weighChoices(asked, context())
  expect(longer.shares).toHaveLength(2)
})

it('tells the exact text that the model reads, and answers by the system message given', async () => {
  expect(await readPrompt({ prompt: 'apricot ?', system: 'be brief' }, context())).toEqual({
    ...{ text: 'be brief apricot ?', tokens: 6 },
  })
  const asked = { prompt: 'apricot ?', lanes: [BASE], maxTokens: 4, temperature: 0, seed: 1, topK: 0 }
  expect((await generate(asked, context())).lanes[0]?.text).toBe('tool')
  expect((await generate({ ...asked, system: 'be brief' }, context())).lanes[0]?.text).toBe('nothing')
})

it('asks pass 1 by its own instruction, and answers in pass 2 by the system message given', async () => {
  const asked = { prompt: 'apricot ?', strategy: 'classifier', maxTokens: 4 } as const
  expect(await adapt(asked, context())).toMatchObject({ category: 'code', pass2: { text: 'fruit' } })
  expect(await adapt({ ...asked, system: 'be brief' }, context())).toMatchObject({
    ...{ category: 'code', pass2: { text: 'nothing' } },
  })
})
