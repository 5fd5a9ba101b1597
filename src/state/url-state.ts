import * as v from 'valibot'
import { STRATEGIES, type Strategy } from '../adapt/adaptation.ts'
import { EXPERIMENT_NAMES, type ExperimentName } from '../adapt/experiment-names.ts'
import { EXPERT_NAME } from '../adapt/expert-name.ts'
import { MIX_MODES, type MixMode } from '../core/mixing-types.ts'
import { inspectField, matrixField, matrixText } from './inspector-link.ts'
import { lensField, lensText } from './lens-link.ts'
import { isTask, LESSON_NAMES, type LessonName, PANELS, type Panel } from './lessons/lesson-names.ts'
import type { LookedAtLink } from './looked-at.ts'
import { ALPHA_MAX, ALPHA_MIN, isAlpha } from './mix-store.ts'
import { parseModelName } from './model-name.ts'
import {
  isSeed,
  isTemperature,
  isTokenLimit,
  SEED_MAX,
  TEMPERATURE_MAX,
  TOKEN_LIMITS,
} from './settings-store.ts'
import { sweepField, sweepText } from './sweep-link.ts'
import type { UrlProblem } from './url-problem.ts'
import { VIEWS, type View } from './view-store.ts'

const URL_VERSION = '1'
const LINK_MAX = 2000
/** Longer prompts are not put into a link. */
export const PROMPT_MAX = 1000

/** What a link can say. Everything is optional; what is missing keeps the page's own value. */
export interface UrlState extends LookedAtLink {
  readonly model?: string
  readonly prompt?: string
  /** The system message, for a model that chats. */
  readonly system?: string
  readonly alpha?: Readonly<Record<string, number>>
  readonly mode?: MixMode
  readonly strategy?: Strategy
  readonly view?: View
  /** Where in the results. */
  readonly experiment?: ExperimentName
  readonly lesson?: LessonName
  /** The parts of the playground that are shown; all where it is missing. */
  readonly show?: readonly Panel[]
  /** What a teacher asks the reader of the link to do. */
  readonly task?: string
  readonly seed?: number
  readonly temperature?: number
  /** The longest answer. */
  readonly tokens?: number
}

const number = (accepts: (value: number) => boolean, range: string) =>
  v.pipe(
    v.string(),
    v.regex(/^-?\d+(\.\d+)?$/, 'not a plain number'),
    v.transform(Number),
    v.check(accepts, `not in ${range}`),
  )

const alpha = v.pipe(
  v.string(),
  v.rawTransform<string, Readonly<Record<string, number>>>(({ dataset, addIssue, NEVER }) => {
    const entries = new Map<string, number>()
    const inRange = number(isAlpha, `−${-ALPHA_MIN} … ${ALPHA_MAX}`)
    for (const part of dataset.value === '' ? [] : dataset.value.split(',')) {
      const [name = '', text = '', ...rest] = part.split(':')
      const value = v.safeParse(inRange, text)
      const reason =
        rest.length > 0 || !EXPERT_NAME.test(name)
          ? `“${part}” is not NAME:NUMBER`
          : entries.has(name)
            ? `${name} is named twice`
            : value.success
              ? null
              : `α ${name} is ${value.issues[0].message}`
      if (reason !== null || !value.success) {
        addIssue({ message: reason ?? 'not a number' })
        return NEVER
      }
      entries.set(name, value.output)
    }
    return Object.fromEntries(entries)
  }),
)

const panel = v.picklist(PANELS)

const show = v.pipe(
  v.string(),
  v.rawTransform<string, readonly Panel[]>(({ dataset, addIssue, NEVER }) => {
    const names = dataset.value.split(',')
    const unknown = names.find((name) => !v.is(panel, name))
    if (unknown !== undefined || new Set(names).size < names.length) {
      const reason = unknown === undefined ? 'a part is named twice' : `the page has no part “${unknown}”`
      addIssue({ message: reason })
      return NEVER
    }
    return PANELS.filter((name) => names.includes(name))
  }),
)

const FIELDS = {
  model: v.pipe(
    v.string(),
    v.maxLength(600, 'too long'),
    v.check((name) => parseModelName(name) !== null, 'not a model that a link can name'),
  ),
  prompt: v.pipe(v.string(), v.nonEmpty('empty'), v.maxLength(PROMPT_MAX, 'too long')),
  system: v.pipe(v.string(), v.nonEmpty('empty'), v.maxLength(PROMPT_MAX, 'too long')),
  alpha,
  mode: v.picklist(MIX_MODES, `not one of ${MIX_MODES.join(', ')}`),
  strategy: v.picklist(STRATEGIES, `not one of ${STRATEGIES.join(', ')}`),
  view: v.picklist(VIEWS, `not one of ${VIEWS.join(', ')}`),
  experiment: v.picklist(EXPERIMENT_NAMES, 'there is no experiment of this name'),
  inspect: inspectField,
  matrix: matrixField,
  lens: lensField,
  sweep: sweepField,
  lesson: v.picklist(LESSON_NAMES, 'there is no lesson of this name'),
  show,
  task: v.pipe(v.string(), v.nonEmpty('empty'), v.check(isTask, 'too long')),
  seed: number(isSeed, `the whole numbers 0 … ${SEED_MAX}`),
  temperature: number(isTemperature, `0 … ${TEMPERATURE_MAX}`),
  tokens: number(isTokenLimit, TOKEN_LIMITS.join(', ')),
} as const

export type LinkPart = keyof typeof FIELDS

function isField(key: string): key is LinkPart {
  return Object.hasOwn(FIELDS, key)
}

export interface WrittenLink {
  /** `#v=1&…`, of at most LINK_MAX characters, all of them one byte. */
  readonly hash: string
  /** What the state holds and the link does not. */
  readonly left: readonly LinkPart[]
}

/** What goes first where a link gets too long: each is left out whole, with those before it. */
const LEFT_FIRST: readonly (readonly LinkPart[])[] = [
  ['prompt', 'system'],
  ['inspect', 'matrix', 'lens', 'sweep', 'experiment'],
  ['task'],
  ['alpha'],
]

/** Every part as its field reads it; undefined where the state says nothing of it. */
function textsOf(state: UrlState): readonly (readonly [part: LinkPart, text: string | undefined])[] {
  const { alpha, matrix, lens, sweep, temperature } = state
  const set = Object.entries(alpha ?? {}).map(([name, value]) => `${name}:${plain(value)}`)
  return [
    ['model', state.model],
    ['prompt', state.prompt],
    ['system', state.system],
    ['alpha', set.join(',')],
    ['mode', state.mode],
    ['strategy', state.strategy],
    ['view', state.view],
    ['experiment', state.experiment],
    ['inspect', state.inspect?.join(',')],
    ['matrix', matrix && matrixText(matrix)],
    ['lens', lens && lensText(lens)],
    ['sweep', sweep && sweepText(sweep)],
    ['lesson', state.lesson],
    ['show', state.show?.join(',')],
    ['task', state.task],
    ['seed', state.seed?.toString()],
    ['temperature', temperature === undefined ? undefined : plain(temperature)],
    ['tokens', state.tokens?.toString()],
  ]
}

/**
 * A link for a state. What the page's own reader does not accept is left out, and what would make the link longer than
 * chat programs and servers pass on.
 */
export function writeLink(state: UrlState): WrittenLink {
  const left = new Set<LinkPart>()
  const parts = textsOf(state).flatMap(([part, text]) => {
    if (text === undefined || text === '') return []
    const encoded = v.safeParse(FIELDS[part], text).success ? encode(text) : null
    if (encoded === null) left.add(part)
    return encoded === null ? [] : [{ part, text: `&${part}=${encoded}` }]
  })
  const written = () => parts.filter(({ part }) => !left.has(part)).map(({ text }) => text)
  const hash = () => `#v=${URL_VERSION}${written().join('')}`
  for (const group of LEFT_FIRST) {
    if (hash().length <= LINK_MAX) break
    for (const { part } of parts) if (group.includes(part)) left.add(part)
  }
  return { hash: hash(), left: [...left] }
}

/** The fragment alone. */
export function encodeUrlState(state: UrlState): string {
  return writeLink(state).hash
}

/** Null for text that no address can carry (half a surrogate pair). */
function encode(text: string): string | null {
  try {
    return encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2C', ',')
  } catch {
    return null
  }
}

function plain(value: number): string {
  return String(Number(value.toFixed(4)) + 0)
}

/**
 * Reads an address' fragment. A key that is unknown, doubled or invalid is reported and not applied: a link
 * is followed as far as it is understood, and never guessed at.
 */
export function decodeUrlState(hash: string): { state: UrlState; problems: UrlProblem[] } {
  const problems: UrlProblem[] = []
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  if (text === '') return { state: {}, problems }

  const values = new Map<string, string>()
  for (const part of text.split('&')) {
    // Of an `&` too many.
    if (part === '') continue
    const cut = part.indexOf('=')
    const key = cut < 0 ? part : part.slice(0, cut)
    const written = cut < 0 ? '' : part.slice(cut + 1)
    const value = decode(written)
    if (value === null) problems.push({ key, value: written, reason: 'not valid percent-encoding' })
    else if (values.has(key)) problems.push({ key, value, reason: 'given twice' })
    else values.set(key, value)
  }
  const version = values.get('v')
  if (version !== URL_VERSION) {
    const reason = version === undefined ? 'the link names no version' : 'a version this page cannot read'
    return { state: {}, problems: [{ key: 'v', value: version ?? '', reason }] }
  }
  values.delete('v')

  const state: Record<string, unknown> = {}
  for (const [key, value] of values) {
    if (!isField(key)) {
      problems.push({ key, value, reason: 'unknown' })
      continue
    }
    const parsed = v.safeParse(FIELDS[key], value)
    if (parsed.success) state[key] = parsed.output
    else problems.push({ key, value, reason: parsed.issues[0].message })
  }
  if (typeof state.experiment === 'string' && state.view !== 'results') {
    problems.push({ key: 'experiment', value: state.experiment, reason: 'only with view=results' })
    delete state.experiment
  }
  return { state, problems }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}
