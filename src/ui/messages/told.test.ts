import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { openDevice } from '../../engine/device-owner/device-owner.ts'
import type { Engine } from '../../engine/engine.ts'
import { acquireDevice } from '../../engine/webgpu/device/acquire.ts'
import { NO_EXPERT } from '../../state/looked-at.ts'
import { decodeUrlState } from '../../state/url-state.ts'
import { readWrittenExercises } from '../../tasks/written-exercises.ts'
import { fitOnCpu, fitOnDevice } from '../../worker/limits.ts'
import { computesWrong } from '../../worker/start-engine.ts'
import { nowSpeaking } from '../language.ts'
import { deSentences, tellInGerman } from './de/de-told.ts'
import { deToldComposed } from './de/told/de-told-composed.ts'
import { pageSources } from './page-sources.fixture.ts'
import { tellerOf } from './teller.ts'
import { toldSentences } from './told-sentences.fixture.ts'

beforeAll(() => nowSpeaking('de'))
afterAll(() => nowSpeaking('en'))

describe('what the layers below say, in German', () => {
  const told = toldSentences(pageSources('src/ui/main.tsx'))

  it('has each sentence that can reach the page, and none besides', () => {
    expect(told.size).toBeGreaterThan(500)
    const missing = [...told].filter(([english]) => !Object.hasOwn(deSentences, english))
    expect(missing, 'German of these belongs into messages/de/told').toEqual([])
    const own = Object.keys(deSentences).filter((english) => !Object.hasOwn(deToldComposed, english))
    expect(own.filter((english) => !told.has(english))).toEqual([])
  })

  it('keeps every value, takes no sentence for another, and is German', () => {
    for (const [english, german] of Object.entries(deSentences)) {
      const count = english.split('{}').length - 1
      const values = Array.from({ length: count }, (_, i) => `⟨${i + 1}⟩`)
      const filled = values.reduce((text, value) => text.replace('{}', value), english)
      const said = tellInGerman(filled) ?? ''
      expect([english, said]).toEqual([english, german.replace(/\{(\d)\}/g, '⟨$1⟩')])
      // What kind of thing is wrong with a value, valibot says twice.
      const kept = values.filter((value) => !filled.includes(`Invalid ${value}:`))
      for (const value of kept) expect(said).toContain(value)
      expect(said).not.toMatch(/\b(the|this|and|takes|found|did|has|is|not|of|with|no)\b/)
    }
  })
})

describe('a teller', () => {
  const tell = tellerOf({
    'The file {} is broken: {}.': 'Die Datei {1} ist kaputt: {2}.',
    'it ends within {}': 'sie endet in {1}',
    'Try again.': 'Noch einmal.',
    '{} MiB': '{1} MiB',
    'It takes {}.': 'Sie braucht {1}.',
  })

  it('puts values into the sentence, and tells those that are sentences themselves', () => {
    expect(tell('The file a.b is broken: it ends within c.')).toBe(
      'Die Datei a.b ist kaputt: sie endet in c.',
    )
    expect(tell('It takes 1.5 MiB.')).toBe('Sie braucht 1,5 MiB.')
    expect(tell('It takes v1.5.')).toBe('Sie braucht v1.5.')
  })

  it('tells sentences after each other', () => {
    expect(tell('Try again. It takes 2 MiB. Try again.')).toBe('Noch einmal. Sie braucht 2 MiB. Noch einmal.')
  })

  it('knows nothing of other texts, and is done with any at once', () => {
    for (const text of ['', 'Try again', 'x. Try again.', 'Try again. x', 'a'.repeat(5000)])
      expect(tell(text)).toBeNull()
    const hostile = 'Try again. '.repeat(100) + 'The file '.repeat(20)
    expect(tell(hostile)).toBeNull()
  })
})

const MIB = 2 ** 20
const LIMITS = {
  ...{ maxBufferSize: 256 * MIB, maxStorageBufferBindingSize: 128 * MIB, maxStorageBuffersPerShaderStage: 8 },
  ...{ maxComputeInvocationsPerWorkgroup: 256, maxComputeWorkgroupSizeX: 256 },
  maxComputeWorkgroupStorageSize: 16_384,
}
const BATCH = { bytes: MIB, largest: MIB }

/** What the owner of a device says once none could be had. */
async function reasonAfter(error: unknown): Promise<string | null> {
  const startCpu = () => Promise.resolve({ description: { backend: 'wasm', device: '' } } as Engine)
  const startGpu = () => Promise.reject(error)
  const owner = await openDevice({ choice: 'auto', startGpu, startCpu, wait: () => Promise.resolve() })
  return owner.state().reason
}

it('tells in German why something runs on the CPU, or does not fit', async () => {
  const one = { bytes: MIB, largest: MIB, batch: BATCH }
  const reasons = [
    fitOnDevice(one, null, null).reason,
    fitOnDevice({ ...one, largest: 200 * MIB }, LIMITS, null).reason,
    fitOnDevice({ ...one, batch: { bytes: MIB, largest: 200 * MIB } }, LIMITS, null).reason,
    fitOnDevice({ ...one, bytes: 999 * MIB }, LIMITS, 256 * MIB).reason,
    fitOnDevice(one, { ...LIMITS, maxStorageBuffersPerShaderStage: 1 }, null).reason,
    fitOnCpu({ bytes: 4000 * MIB }, null).reason,
    computesWrong({ worstError: 0.3, tolerance: 1e-4, passed: false, checks: [], ms: 1 }).message,
    await acquireDevice().catch((error: Error) => error.message),
    await reasonAfter(new AppError('device-lost', 'The graphics device was lost (unknown).')),
    await reasonAfter(new AppError('no-adapter', 'WebGPU found no graphics adapter.')),
    await reasonAfter(new TypeError('x is not a function')),
  ]
  for (const reason of reasons) expect([reason, tellInGerman(String(reason))]).not.toEqual([reason, null])
})

const WRONG_LINKS = [
  ...['foo=3', 'seed=1&seed=2', 'prompt=', `prompt=${'x'.repeat(1001)}`, 'prompt=%E0%A4%A'],
  ...['temperature=NaN', 'seed=-1', 'tokens=7', 'mode=Blend', 'strategy=all', 'view=top'],
  ...['alpha=math:x', 'alpha=math:7', 'alpha=math', 'alpha=math:1,math:0'],
  ...['show=prompt,prompt', 'show=cellar', 'model=llama', 'experiment=x', 'lesson=nine', 'task='],
  ...['inspect=math,code,mix', 'inspect=Math', 'matrix=0.q', 'lens=both'],
  ...['sweep=math,math:1:math:40', 'sweep=math:0.3:math:40', 'sweep=math:1:x:40', 'sweep=math:1:math:4'],
]

it.each([...WRONG_LINKS.map((part) => `v=1&${part}`), 'v=2', 'seed=1'])('%.40s is told in German', (hash) => {
  const { problems } = decodeUrlState(`#${hash}`)
  expect(problems.length).toBeGreaterThan(0)
  for (const { reason } of problems) expect([reason, tellInGerman(reason)]).not.toEqual([reason, null])
  expect(tellInGerman(NO_EXPERT)).toBe('dieses Modell hat keinen Experten dieses Namens')
})

it('tells in German why a line is no exercise', () => {
  const lines = ['a', 'a => b => c', ' => b', 'a =>', `${'a'.repeat(1001)} => b`, '{', '{}', '{"prompt":"a"}']
  const more = ['x => y', 'x => z', '{"prompt":1,"answer":"b"}', '{"prompt":"a","choices":["b"],"label":0}']
  const { problems } = readWrittenExercises([...lines, ...more].join('\n'))
  expect(problems).toHaveLength(lines.length + more.length - 1)
  for (const { reason } of problems) expect([reason, tellInGerman(reason)]).not.toEqual([reason, null])
})
