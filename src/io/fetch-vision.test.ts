import { describe, expect, it } from 'vitest'
import { writeExpert } from '../model/expert-file.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { writeEncoder } from '../model/vision/encoder-file.ts'
import { randomEncoder } from '../model/vision/random-encoder.fixture.ts'
import { fetchVision } from './fetch-vision.ts'
import { VISION_ENCODER, VISION_INDEX, visionExpertPath, visionIndex } from './vision-index.ts'

const FOLDER = 'http://localhost/models/small'
const model = randomModel(SMALL_CONFIG, 2)
const z = new Map(model.adapted.map(({ name, rank }) => [name, new Float32Array(rank).fill(1.5)]))
const expert = writeExpert({ name: 'vision', z, provenance: { task: 'vision' } })
const encoder = writeEncoder(randomEncoder(model))
const index = visionIndex(
  new Map([
    ['encoder.safetensors', encoder],
    ['vision.safetensors', expert],
  ]),
)
const files = new Map<string, Uint8Array>([
  [VISION_INDEX, new TextEncoder().encode(JSON.stringify(index))],
  [VISION_ENCODER, encoder],
  [visionExpertPath('vision'), expert],
])

/** A server that answers each path with the next of its versions, the last one from then on. */
function server(changes: Readonly<Record<string, readonly Uint8Array[]>> = {}) {
  const asked: string[] = []
  const serve = async (input: URL | RequestInfo): Promise<Response> => {
    const path = String(input).slice(FOLDER.length + 1)
    const versions = changes[path] ?? [files.get(path) ?? new Uint8Array()]
    const bytes = versions[Math.min(asked.filter((other) => other === path).length, versions.length - 1)]
    asked.push(path)
    return new Response(bytes?.slice())
  }
  return { asked, options: { fetch: serve as typeof fetch, wait: async () => {} } }
}

describe('fetchVision', () => {
  it('brings encoder and experts, and counts every byte once', async () => {
    const progress: number[] = []
    const { options } = server()
    const fetched = await fetchVision(FOLDER, model, {
      ...options,
      onProgress: (loaded) => progress.push(loaded),
    })
    expect(writeEncoder(fetched.encoder)).toEqual(encoder)
    expect([...fetched.experts.keys()]).toEqual(['vision'])
    expect(fetched.bytes).toBe(encoder.length + expert.length)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(progress.at(-1)).toBe(fetched.bytes)
  })

  it('fetches again what arrived damaged, and says so if it stays damaged', async () => {
    const damaged = encoder.slice()
    damaged[damaged.length - 1]! ^= 1
    const once = server({ [VISION_ENCODER]: [damaged, encoder] })
    expect((await fetchVision(FOLDER, model, once.options)).bytes).toBeGreaterThan(0)
    const always = server({ [VISION_ENCODER]: [damaged] })
    await expect(fetchVision(FOLDER, model, always.options)).rejects.toMatchObject({ code: 'integrity' })
  })

  it('refuses an encoder that belongs to another language model', async () => {
    const other = randomModel({ ...SMALL_CONFIG, hidden_size: 2 * SMALL_CONFIG.hidden_size }, 3)
    await expect(fetchVision(FOLDER, { ...other, hash: 'other' }, server().options)).rejects.toMatchObject({
      code: expect.stringMatching(/bad-model|bad-expert/),
    })
  })
})
