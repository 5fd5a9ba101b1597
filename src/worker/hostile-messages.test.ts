import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { idleDevice } from '../engine/device-owner/idle-device.fixture.ts'
import { createNodeEngine } from '../engine/ort/node.ts'
import type { Expert } from '../model/expert-file.ts'
import { SMALL_TOKENIZER, smallModel } from '../train/small-world.fixture.ts'
import type { FromWorker, OpenedModel, ToWorker } from './protocol.ts'
import { serve } from './serve.ts'

const mixed = { kind: 'mix', mix: { mode: 'blend', alpha: { math: 0.5 } } }
const lanes = [{ kind: 'base' }, mixed]
const prompt = 'lena has 4'
const sampling = { maxTokens: 2, temperature: 0.5, seed: 1, topK: 3 }
const drawn = { items: 2, seed: 1 }
const exercises = [{ prompt: 'lena has', answers: ['4'] }]
const search = {
  ...{ population: 4, elites: 2, generations: 1, range: [0, 1], deviationFloor: 0.05 },
  ...{ granularity: 'expert', normalise: false, mode: 'blend', scoring: 'likelihood', maxTokens: 2, seed: 1 },
}

/** What a page asks; those that would reach out of the worker or train for long are spoilt in one place from the start. */
const REQUESTS: readonly (readonly [kind: string, request: object])[] = [
  ['next', { prompt, lanes, topK: 3 }],
  ['generate', { prompt, lanes, ...sampling }],
  ['generate', { prompt, lanes, ...sampling, system: 'so', picture: new Float32Array(4) }],
  ['follow', { prompt, lanes, answer: [5, 6], topK: 3 }],
  ['adapt', { prompt, strategy: 'prompt', maxTokens: 2 }],
  ['weighChoices', { prompt, lanes, choices: ['so', 'lena has'] }],
  ['readPrompt', { prompt }],
  ['confusion', { strategy: 'prompt', ...drawn }],
  ['fewShot', { shots: { kind: 'written', exercises }, options: search }],
  ['compare', { ...drawn, family: 'math', mixes: [mixed.mix] }],
  ['sweep', { prompt, mixes: [mixed.mix], maxTokens: 2, task: null }],
  ['seePicture', { picture: new Float32Array(64 * 48) }],
  ['tokenize', { text: 'lena has 12 apples' }],
  ['addExpert', { name: 'mine', bytes: new Uint8Array(40) }],
  ['removeExpert', { name: 'math' }],
  ['spectra', { subjects: [{ kind: 'expert', name: 'math' }, mixed] }],
  ['components', { matrix: 'model.layers.0.mlp.up_proj.weight', indices: [0, 1], tokens: 3 }],
  ['train', { task: { kind: 'written', name: 'x', exercises, match: 'ending' }, options: {}, resume: null }],
  ['open', { source: { kind: 'bundle', url: 'nowhere' }, backend: 'auto' }],
  ['inspect', { source: { kind: 'files', files: [] } }],
  ['factor', { modules: 'all' }],
  ['removeStored', { id: '../..' }],
  ['openVision', {}],
  ['selfTest', {}],
  ['tryDevice', {}],
  ['bench', { lanes: 1, tokens: 2 }],
]

const ODD: readonly unknown[] = [
  ...[
    null,
    undefined,
    true,
    '',
    'math',
    ' ',
    '__proto__',
    'constructor',
    '\uD800',
    '<|end|>',
    'a'.repeat(2000),
  ],
  ...[0, -0, -1, 1, 0.5, 3, 40, 2 ** 31, 2 ** 53, 1e308, -1e308, 1e-320],
  ...[Number.NaN, Number.POSITIVE_INFINITY, 12n, new Date(0), new Map([['a', 1]])],
  ...[[], {}, [null], [Number.NaN], ['so', 1], { kind: 'mix' }, { kind: 'base' }, { length: 1e9 }],
  ...[
    { mode: 'reference', alpha: {} },
    { mode: 'paper', alpha: { math: 1e308, nobody: 1 } },
  ],
  ...[
    { mode: 'blend', alpha: { math: 1e300 } },
    { mode: 'reference', alpha: { math: 0 } },
  ],
  ...[{ mode: 'blend', alpha: { math: 1 }, byModule: { math: [1] } }],
  ...[new Float32Array(2), new Float32Array(64 * 48).fill(Number.NaN), new Uint8Array([1, 2, 3])],
  JSON.parse('{"__proto__": {"kind": "base"}, "alpha": {"__proto__": 1}}'),
]

const isPlain = (value: unknown): value is Record<string, unknown> | unknown[] =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && value.constructor === Object)

const NUMBERS = ODD.filter((value) => typeof value === 'number')
const TEXTS = [
  '',
  ' ',
  'math',
  'reference',
  'paper',
  'likelihood',
  'code',
  '<|end|>',
  '\uD800',
  'a'.repeat(2000),
]

interface Odd {
  readonly any: unknown
  readonly number: number
  readonly text: string
  readonly isOfKind: boolean
}

function inPlaceOf(value: unknown, { any, number, text, isOfKind }: Odd): unknown {
  if (isOfKind && typeof value === 'number') return number
  return isOfKind && typeof value === 'string' ? text : any
}

/** One value somewhere inside becomes another, goes, or is there many times. */
function spoilt(value: unknown, path: readonly number[], odd: Odd, how: number): unknown {
  const keys = isPlain(value) ? Object.keys(value) : []
  const [step, ...rest] = path
  const key = step === undefined ? undefined : keys[step % (keys.length + 1)]
  if (!isPlain(value) || key === undefined) return inPlaceOf(value, odd)
  const inner = Reflect.get(value, key)
  if (Array.isArray(value)) {
    if (how === 1) return value.filter((_, index) => String(index) !== key)
    if (how === 2) return Array.from({ length: 300 }, () => inner)
    return value.map((one, index) => (String(index) === key ? spoilt(one, rest, odd, how) : one))
  }
  const others = Object.entries(value).filter(([name]) => name !== key)
  return Object.fromEntries(how === 1 ? others : [...others, [key, spoilt(inner, rest, odd, how)]])
}

const mangled = fc
  .tuple(
    fc.constantFrom(...REQUESTS),
    fc.array(
      fc.tuple(
        fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }),
        fc.record({
          any: fc.constantFrom(...ODD),
          number: fc.constantFrom(...NUMBERS),
          text: fc.constantFrom(...TEXTS),
          isOfKind: fc.boolean(),
        }),
        fc.constantFrom(0, 0, 0, 1, 2),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    fc.constantFrom(...REQUESTS),
    fc.nat(20),
  )
  .map(([[kind, request], changes, [, other], die]) => ({
    kind,
    request: changes.reduce<unknown>(
      (now, [path, odd, how]) => spoilt(now, path, odd, how),
      die === 0 ? other : request,
    ),
  }))

/** The first number that is none in what a worker says. */
function noNumber(value: unknown, path = ''): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : path
  if (typeof value !== 'object' || value === null) return null
  for (const [key, part] of Object.entries(value)) {
    const found = noNumber(part, `${path}.${key}`)
    if (found !== null) return found
  }
  return null
}

/** What is not an AppError becomes `unsupported`, in the words of the engine that threw it. */
const UNTYPED =
  /^unsupported .*(?:undefined|is not a function|Cannot |not iterable|Invalid|call stack|unexpected)/i

const model = smallModel(4)
const z = new Map(model.adapted.map(({ name, rank }) => [name, new Float32Array(rank).fill(1.5)]))
const math: Expert = { name: 'math', z, provenance: {} }

beforeAll(() => void vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network here'))))
afterAll(() => void vi.unstubAllGlobals())

it('10 000 mangled messages to a worker with a model open: an answer without NaN, or a typed error', async () => {
  const engine = await createNodeEngine(model, { threads: 1 })
  const sent = new Map<number, FromWorker[]>()
  const waiting = new Map<number, () => void>()
  let deliver: (event: { readonly data: ToWorker }) => void = () => {}
  const port = {
    postMessage(message: FromWorker) {
      if (!('id' in message)) return
      sent.get(message.id)?.push(message)
      if (message.type !== 'event') waiting.get(message.id)?.()
    },
    addEventListener(_: 'message', listener: typeof deliver) {
      deliver = listener
    },
  }
  const setUp: Partial<Parameters<typeof serve>[1]> = {
    // Opens what the other calls are then made of.
    storedModels: async (_, { slot }) => {
      slot.put({
        runtime: { model, tokenizer: SMALL_TOKENIZER, engine, experts: new Map([['math', math]]) },
        opened: {
          experts: [{ name: 'math', numbers: 0, task: 'math' }],
          source: {},
        } as unknown as OpenedModel,
        device: { ...idleDevice(engine), dispose: () => undefined },
        checkpoint: null,
      })
      return []
    },
  }
  serve(port, setUp)
  let id = 0
  const ask = (content: object): Promise<readonly FromWorker[]> =>
    new Promise((resolve) => {
      const own: FromWorker[] = []
      id += 1
      sent.clear()
      sent.set(id, own)
      waiting.set(id, () => resolve(own))
      deliver({ data: { type: 'call', id, ...content } as never })
    })
  await ask({ kind: 'storedModels', request: {} })
  const answered = new Set<string>()
  await fc.assert(
    fc.asyncProperty(mangled, async (content) => {
      const messages = await ask(content)
      expect(noNumber(messages)).toBeNull()
      const last = messages.at(-1)
      if (last?.type === 'result') answered.add(content.kind)
      else {
        expect(last?.type).toBe('failure')
        if (last?.type === 'failure')
          expect(`${last.failure.code} ${last.failure.message}`).not.toMatch(UNTYPED)
      }
    }),
    { numRuns: 10_000, timeout: 20_000 },
  )
  // Many are answered: what is mangled is not refused out of hand.
  expect(answered.size).toBeGreaterThan(9)
  const whole = await ask({ kind: 'next', request: { prompt, lanes, topK: 3 } })
  expect(whole.at(-1)).toMatchObject({ type: 'result' })
}, 180_000)
