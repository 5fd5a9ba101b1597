import { beforeEach, describe, expect, it } from 'vitest'
import { idleDevice } from '../../engine/device-owner/idle-device.fixture.ts'
import { createNodeEngine } from '../../engine/ort/node.ts'
import { type Expert, writeExpert } from '../../model/expert-file.ts'
import { LENIENT_EXERCISES, SMALL_TOKENIZER, smallModel } from '../../train/small-world.fixture.ts'
import { WATCHED_DEFAULTS } from '../../train/watched-options.ts'
import type { TrainingEvent } from '../../train/watched-training.ts'
import { createModelSlot, type ModelSlot } from '../open-model.ts'
import type { LaneSpec, OpenedModel } from '../protocol.ts'
import { next } from './next.ts'
import { addExpert, removeExpert } from './own-experts.ts'
import { train } from './train.ts'

const model = smallModel(4)
const [first] = model.adapted
const fileOf = (provenance: Record<string, string>, changed: Partial<Expert> = {}) =>
  writeExpert({
    name: 'x',
    z: new Map([[first!.name, new Float32Array(first!.rank).fill(1.5)]]),
    provenance,
    ...changed,
  })
const bundled: Expert = { name: 'math', z: new Map(), provenance: {} }
const lane = (name: string): LaneSpec => ({ kind: 'mix', mix: { mode: 'paper', alpha: { [name]: 2 } } })

describe('experts of a visitor in the worker', () => {
  let slot: ModelSlot
  const context = () => ({ slot, signal: new AbortController().signal, emit: () => {} })
  const nextOf = (...lanes: LaneSpec[]) => next({ prompt: 'lena has 4', lanes, topK: 3 }, context())
  beforeEach(async () => {
    slot = createModelSlot()
    const engine = await createNodeEngine(model, { threads: 1 })
    slot.put({
      runtime: { model, tokenizer: SMALL_TOKENIZER, engine, experts: new Map([['math', bundled]]) },
      opened: { experts: [{ name: 'math', numbers: 0, task: 'math' }] } as unknown as OpenedModel,
      device: idleDevice(engine),
      checkpoint: null,
    })
  })

  it('adds one that lanes may then name, and tells what it is', async () => {
    await expect(nextOf(lane('mine'))).rejects.toMatchObject({ code: 'bad-mix' })
    const facts = await addExpert(
      { name: 'mine', bytes: fileOf({ model: model.hash, seed: '7' }) },
      context(),
    )
    expect(facts).toMatchObject({ name: 'mine', numbers: first!.rank, provenance: { seed: '7' } })
    expect(facts.changes).toEqual([
      { layer: first!.layer, kind: first!.kind, change: expect.closeTo(0.5, 6) },
    ])
    const { lanes } = await nextOf({ kind: 'base' }, lane('mine'))
    expect(lanes[1]).not.toEqual(lanes[0])
  })

  it('gives it other numbers under its name, and only to one of the visitor', async () => {
    await addExpert({ name: 'mine', bytes: fileOf({}) }, context())
    const before = await nextOf(lane('mine'))
    const z = new Map([[first!.name, new Float32Array(first!.rank).fill(-2)]])
    const bytes = fileOf({}, { z })
    await addExpert({ name: 'mine', bytes, replaces: true }, context())
    expect((await nextOf(lane('mine'))).lanes).not.toEqual(before.lanes)
    for (const name of ['math', 'nobody']) {
      await expect(addExpert({ name, bytes, replaces: true }, context())).rejects.toMatchObject({
        code: 'bad-input',
      })
    }
  })

  it('removes it', async () => {
    await addExpert({ name: 'mine', bytes: fileOf({}) }, context())
    await removeExpert({ name: 'mine' }, context())
    await expect(nextOf(lane('mine'))).rejects.toMatchObject({ code: 'bad-mix' })
    await addExpert({ name: 'mine', bytes: fileOf({}) }, context())
  })

  it.each([
    ['a name in use', 'math', fileOf({}), 'bad-input', /already/],
    ['a reserved name', 'base', fileOf({}), 'bad-input', /reserved/],
    ['another model', 'mine', fileOf({ model: 'f'.repeat(64) }), 'bad-expert', /another model/],
    [
      'another shape',
      'mine',
      fileOf({}, { z: new Map([[first!.name, new Float32Array(3)]]) }),
      'bad-expert',
      /shape/,
    ],
    [
      'numbers that are not finite',
      'mine',
      fileOf({}, { z: new Map([[first!.name, new Float32Array(first!.rank).fill(Number.NaN)]]) }),
      'bad-expert',
      /not finite/,
    ],
    ['no safetensors file', 'mine', new Uint8Array([1, 2, 3]), 'bad-expert', /cannot be read/],
  ])('refuses %s and keeps what there is', async (_, name, bytes, code, message) => {
    await expect(addExpert({ name, bytes }, context())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
    expect([...slot.current().runtime.experts.keys()]).toEqual(['math'])
  })

  it('leaves the experts of the bundle alone', async () => {
    await expect(removeExpert({ name: 'math' }, context())).rejects.toMatchObject({ code: 'bad-input' })
    await expect(removeExpert({ name: 'nobody' }, context())).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('trains one in WebAssembly that can be added as it is', async () => {
    const events: TrainingEvent[] = []
    const request = {
      task: { kind: 'written', name: 'mine', exercises: LENIENT_EXERCISES, match: 'ending' },
      options: { ...WATCHED_DEFAULTS, steps: 2 },
      resume: null,
    } as const
    const emit = (event: TrainingEvent) => void events.push(event)
    const { bytes } = await train(request, { ...context(), emit })
    expect(events.map(({ kind }) => kind)).toEqual(['start', 'step', 'step'])
    const facts = await addExpert({ name: 'mine', bytes: bytes! }, context())
    expect(facts.provenance).toMatchObject({ model: model.hash, task: 'mine', steps: '2' })
    expect(facts.changes.some(({ change }) => change > 0)).toBe(true)
  })
})
