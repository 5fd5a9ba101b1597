import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { idleDevice } from '../../engine/device-owner/idle-device.fixture.ts'
import { createNodeEngine } from '../../engine/ort/node.ts'
import { VISION_ENCODER, VISION_INDEX, visionExpertPath, visionIndex } from '../../io/vision-index.ts'
import { writeExpert } from '../../model/expert-file.ts'
import { randomModel } from '../../model/random-model.ts'
import { SMALL_CONFIG } from '../../model/small-config.fixture.ts'
import { writeEncoder } from '../../model/vision/encoder-file.ts'
import { blankPicture } from '../../model/vision/picture.ts'
import { randomEncoder } from '../../model/vision/random-encoder.fixture.ts'
import { picturedItems } from '../../tasks/pictures/pictured-families.ts'
import { taskTokenizer, tokenList } from '../../tasks/tokenizer-files.ts'
import { createModelSlot } from '../open-model.ts'
import type { LaneSpec, OpenedModel } from '../protocol.ts'
import { adapt } from './adapt.ts'
import { generate } from './generate.ts'
import { next } from './next.ts'
import { openVision } from './open-vision.ts'
import { seePicture } from './see-picture.ts'

const model = randomModel({ ...SMALL_CONFIG, vocab_size: tokenList().length }, 2)
const tokenizer = taskTokenizer()
const z = new Map(model.adapted.map(({ name, rank }) => [name, new Float32Array(rank).fill(1.5)]))
const encoder = writeEncoder(randomEncoder(model))
const expert = writeExpert({ name: 'vision', z, provenance: { task: 'vision' } })
const index = visionIndex(
  new Map([
    ['encoder.safetensors', encoder],
    ['vision.safetensors', expert],
  ]),
)
const files: Readonly<Record<string, Uint8Array>> = {
  [VISION_INDEX]: new TextEncoder().encode(JSON.stringify(index)),
  [VISION_ENCODER]: encoder,
  [visionExpertPath('vision')]: expert,
}
const [item] = picturedItems('vision', 1, 1)
const { prompt, picture } = item!
const lanes: readonly LaneSpec[] = [
  { kind: 'base' },
  { kind: 'mix', mix: { mode: 'blend', alpha: { vision: 1 } } },
]

it('a model from files has no vision part to open', async () => {
  const slot = createModelSlot()
  const engine = await createNodeEngine(model, { threads: 1 })
  const opened = { source: { kind: 'files', files: [] } } as unknown as OpenedModel
  const runtime = { model, tokenizer, engine, experts: new Map() }
  slot.put({ runtime, device: idleDevice(engine), opened, checkpoint: null })
  const opening = openVision({}, { slot, signal: new AbortController().signal, emit: () => {} })
  await expect(opening).rejects.toThrow('This model has no vision part.')
})

describe('pictures in the worker', () => {
  const slot = createModelSlot()
  const context = { slot, signal: new AbortController().signal, emit: () => {} }

  beforeAll(async () => {
    vi.stubGlobal('fetch', async (url: URL) => {
      const path = Object.keys(files).find((file) => String(url).endsWith(`/models/small/${file}`))
      return new Response(path === undefined ? null : files[path]!.slice(), { status: path ? 200 : 404 })
    })
    const engine = await createNodeEngine(model, { threads: 1 })
    const runtime = { model, tokenizer, engine, experts: new Map() }
    const source = { kind: 'bundle', url: 'http://localhost/models/small' } as const
    slot.put({
      runtime,
      device: idleDevice(runtime.engine),
      opened: { source } as OpenedModel,
      checkpoint: null,
    })
  })
  afterAll(() => {
    slot.clear()
    vi.unstubAllGlobals()
  })

  it('cannot see before the vision part is open, and says so', async () => {
    await expect(
      next({ prompt, picture, lanes: [{ kind: 'base' }], topK: 3 }, context),
    ).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('cannot see'),
    })
  })

  it('opens encoder and expert, and tells what a picture is', async () => {
    const opened = await openVision({}, context)
    expect(opened).toMatchObject({ width: 64, height: 48, tokensPerPanel: 2, experts: [{ name: 'vision' }] })
    expect(opened.panels).toHaveLength(4)
    expect(opened.bytes).toBe(encoder.length + expert.length)
    expect([...slot.current().runtime.experts.keys()]).toEqual(['vision'])
  })

  it('answers about a picture, otherwise than without it or about another', async () => {
    const request = { prompt, lanes, topK: 5 }
    const other = picturedItems('vision', 2, 9)[1]!.picture
    const ask = async (shown: object) => (await next({ ...request, ...shown }, context)).lanes
    const [seen, plain, changed] = [await ask({ picture }), await ask({}), await ask({ picture: other })]
    expect(seen).not.toEqual(plain)
    expect(seen).not.toEqual(changed)
    expect(await ask({ picture: blankPicture() })).toEqual(plain)
    const options = { maxTokens: 4, temperature: 0, seed: 1, topK: 0 }
    const written = await generate({ prompt, picture, lanes, ...options }, context)
    expect(written.lanes.map(({ ids }) => ids[0])).toEqual(seen.map(([top]) => top!.id))
    const adapted = await adapt({ prompt, picture, strategy: 'prompt', maxTokens: 4 }, context)
    expect(adapted.base.text).toBe(written.lanes[0]!.text)
  })

  it('shows what the encoder makes of a picture, and refuses what is none', async () => {
    const { words } = await seePicture({ picture }, context)
    expect(words.map(({ panel }) => panel)).toEqual(item!.panels.flatMap((_, panel) => [panel, panel]))
    expect((await seePicture({ picture: blankPicture() }, context)).words).toEqual([])
    await expect(seePicture({ picture: new Float32Array(3) }, context)).rejects.toMatchObject({
      code: 'bad-input',
    })
  })
})
