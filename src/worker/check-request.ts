import * as v from 'valibot'
import { DISPATCH_STRATEGIES } from '../adapt/adaptation.ts'
import { GRANULARITIES, SCORINGS } from '../adapt/few-shot/options.ts'
import { AppError } from '../core/errors.ts'
import { MIX_MODES } from '../core/mixing-types.ts'
import { CHAT_FAMILIES } from '../tasks/natural/chat-families.ts'
import { FAMILIES } from '../tasks/task-item.ts'
import { ANSWER_MATCHES } from '../tasks/written-exercises.ts'
import type { CallKind } from './protocol.ts'

/*
 * A message is data of any shape. What its request must look like at least, and how much it may ask for, is said here once;
 * what only the open model can tell, the calls check themselves.
 */

/** Far beyond what the page offers, and still over in a time that somebody may wait for. */
const MOST = {
  lanes: 256,
  items: 10_000,
  tokens: 1_000_000,
  population: 4096,
  generations: 10_000,
  topK: 1024,
}

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))
const orNone = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))
const finite = v.pipe(v.number(), v.finite())
const seed = v.pipe(v.number(), v.safeInteger())
const family = v.picklist([...FAMILIES, ...CHAT_FAMILIES])
const backend = v.picklist(['auto', 'webgpu', 'wasm'])
const bytes = v.instance(Uint8Array)
const named = <T extends v.GenericSchema>(value: T) => v.record(v.string(), value)
const mix = v.object({
  mode: v.picklist(MIX_MODES),
  alpha: named(finite),
  byModule: v.optional(named(v.array(finite))),
})
const lane = v.variant('kind', [
  v.object({ kind: v.literal('base') }),
  v.object({ kind: v.literal('mix'), mix }),
])
const lanes = v.pipe(v.array(lane), v.maxLength(MOST.lanes))
const asked = {
  prompt: v.string(),
  system: v.optional(v.string()),
  picture: v.optional(v.instance(Float32Array)),
}
const strategy = v.picklist(DISPATCH_STRATEGIES)
const exercise = v.object({ prompt: v.string(), answers: v.pipe(v.array(v.string()), v.minLength(1)) })
const exercises = v.array(exercise)
const address = v.string()
const source = v.variant('kind', [
  v.object({ kind: v.literal('bundle'), url: address }),
  v.object({
    kind: v.literal('hub'),
    repo: v.string(),
    revision: v.optional(v.string()),
    file: v.optional(v.string()),
  }),
  v.object({
    kind: v.literal('files'),
    files: v.array(v.object({ path: v.string(), blob: v.instance(Blob) })),
  }),
  v.object({ kind: v.literal('stored'), id: v.string() }),
])
const nothing = v.object({})
const tensors = v.array(v.instance(Float32Array))
const word = v.pipe(v.number(), v.integer())
const place = v.object({ words: v.tuple([word, word, word, word]), spareNormal: v.nullable(finite) })
const drawn = { items: count(MOST.items), seed }

const REQUESTS: Readonly<Record<CallKind, v.GenericSchema>> = {
  open: v.object({
    ...{ source, backend },
    because: v.optional(v.string()),
    threads: v.optional(count(4096)),
    home: v.optional(address),
  }),
  inspect: v.object({ source }),
  factor: v.object({
    home: v.optional(address),
    modules: v.optional(v.picklist(['mlp', 'attention', 'all'])),
    dtype: v.optional(v.picklist(['f16', 'q8'])),
    backend: v.optional(backend),
  }),
  storedModels: nothing,
  removeStored: v.object({ id: v.nullable(v.string()) }),
  next: v.object({ ...asked, lanes, topK: orNone(MOST.topK) }),
  generate: v.object({
    ...{ ...asked, lanes, seed, topK: orNone(MOST.topK) },
    maxTokens: count(MOST.tokens),
    temperature: v.pipe(finite, v.minValue(0)),
  }),
  follow: v.object({ ...asked, lanes, answer: v.array(orNone(MOST.tokens)), topK: orNone(MOST.topK) }),
  adapt: v.object({ ...asked, strategy, maxTokens: count(MOST.tokens) }),
  weighChoices: v.object({
    ...{ prompt: v.string(), system: v.optional(v.string()), lanes },
    choices: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MOST.lanes)),
  }),
  readPrompt: v.object({ prompt: v.string(), system: v.optional(v.string()) }),
  confusion: v.object({ ...drawn, strategy }),
  fewShot: v.object({
    shots: v.variant('kind', [
      v.object({ kind: v.literal('family'), family, count: count(MOST.items) }),
      v.object({ kind: v.literal('written'), exercises }),
    ]),
    options: v.object({
      population: count(MOST.population),
      elites: count(MOST.population),
      generations: count(MOST.generations),
      range: v.tuple([finite, finite]),
      deviationFloor: finite,
      granularity: v.picklist(GRANULARITIES),
      normalise: v.boolean(),
      mode: v.picklist(MIX_MODES),
      scoring: v.picklist(SCORINGS),
      maxTokens: count(MOST.tokens),
      seed,
    }),
  }),
  compare: v.object({ ...drawn, family, mixes: v.pipe(v.array(mix), v.maxLength(MOST.lanes)) }),
  sweep: v.object({
    ...asked,
    mixes: v.array(mix),
    maxTokens: count(MOST.tokens),
    task: v.nullable(v.object({ ...drawn, family })),
  }),
  openVision: nothing,
  seePicture: v.object({ picture: v.instance(Float32Array) }),
  tokenize: v.object({ text: v.string() }),
  train: v.object({
    task: v.variant('kind', [
      v.object({ kind: v.literal('family'), family: v.picklist(FAMILIES) }),
      v.object({
        kind: v.literal('written'),
        name: v.string(),
        exercises,
        match: v.picklist(ANSWER_MATCHES),
      }),
    ]),
    options: v.object({
      modules: v.picklist(['mlp', 'attention', 'all']),
      steps: count(1_000_000),
      seed,
      klWeight: finite,
      learningRate: finite,
    }),
    resume: v.nullable(
      v.object({
        step: orNone(1_000_000),
        parameters: tensors,
        adam: v.object({ steps: orNone(1_000_000), first: tensors, second: tensors }),
        prng: place,
      }),
    ),
  }),
  addExpert: v.object({ name: v.string(), bytes, replaces: v.optional(v.boolean()) }),
  removeExpert: v.object({ name: v.string() }),
  spectra: v.object({
    subjects: v.pipe(
      v.array(
        v.variant('kind', [
          v.object({ kind: v.literal('expert'), name: v.string() }),
          v.object({ kind: v.literal('mix'), mix }),
        ]),
      ),
      v.maxLength(MOST.lanes),
    ),
  }),
  components: v.object({
    matrix: v.string(),
    indices: v.array(orNone(MOST.tokens)),
    tokens: count(MOST.topK),
  }),
  selfTest: nothing,
  tryDevice: nothing,
  bench: v.object({ lanes: count(MOST.lanes), tokens: count(MOST.tokens) }),
}

/** @throws AppError `bad-input` for a request that no page of this version makes */
export function checkRequest(kind: CallKind, request: unknown): void {
  const found = v.safeParse(REQUESTS[kind], request)
  if (found.success) return
  const [issue] = found.issues
  const where = [kind, v.getDotPath(issue)].filter(Boolean).join('.')
  const what = `${where}: ${issue.message}`
  throw new AppError('bad-input', `The worker was asked for something odd at ${what.slice(0, 300)}.`)
}
