import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DISPATCH_STRATEGIES } from '../adapt/adaptation.ts'
import { EXPERIMENT_NAMES } from '../adapt/experiment-names.ts'
import { fuzzRuns } from '../core/fuzz-runs.fixture.ts'
import { MIX_MODES } from '../core/mixing-types.ts'
import { MODULE_KINDS } from '../model/llama-config.ts'
import { CHAT_FAMILIES } from '../tasks/natural/chat-families.ts'
import { FAMILIES } from '../tasks/task-item.ts'
import { LESSON_NAMES, PANELS, TASK_MAX } from './lessons/lesson-names.ts'
import { stepsFor } from './sweep-grid.ts'
import { decodeUrlState, encodeUrlState, PROMPT_MAX, type UrlState, writeLink } from './url-state.ts'
import { VIEWS } from './view-store.ts'

const hundredths = fc.integer({ min: -100, max: 200 }).map((value) => value / 100 + 0)

const LONE_SURROGATE = /\p{Surrogate}/u

const someState: fc.Arbitrary<UrlState> = fc
  .record(
    {
      model: fc.constant('tiny'),
      prompt: fc
        .string({ unit: 'binary', minLength: 1, maxLength: 200 })
        .filter((text) => !LONE_SURROGATE.test(text) && text.length <= PROMPT_MAX),
      alpha: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/), hundredths, {
        minKeys: 1,
        maxKeys: 5,
      }),
      mode: fc.constantFrom(...MIX_MODES),
      strategy: fc.constantFrom(...DISPATCH_STRATEGIES),
      view: fc.constantFrom(...VIEWS),
      experiment: fc.constantFrom(...EXPERIMENT_NAMES),
      inspect: fc.array(fc.constantFrom('math', 'mix', 'my-own-2'), { minLength: 1, maxLength: 2 }),
      matrix: fc.record({ layer: fc.nat(40), kind: fc.constantFrom(...MODULE_KINDS) }),
      lens: fc.record({
        along: fc.constantFrom('base', 'adapted'),
        place: fc.option(fc.nat(9998)),
        each: fc.boolean(),
      }),
      sweep: fc.record({
        first: fc.constantFrom('math', 'my-own-2'),
        second: fc.constantFrom('code', null),
        step: fc.constantFrom(...stepsFor(true)),
        family: fc.constantFrom(...FAMILIES, ...CHAT_FAMILIES),
        items: fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 500 })),
      }),
      lesson: fc.constantFrom(...LESSON_NAMES),
      show: fc.subarray([...PANELS], { minLength: 1 }),
      task: fc.string({ minLength: 1, maxLength: TASK_MAX / 6 }).filter((text) => !LONE_SURROGATE.test(text)),
      seed: fc.integer({ min: 0, max: 0xffff_ffff }),
      temperature: hundredths.filter((value) => value >= 0),
    },
    { requiredKeys: [] },
  )
  // Only the results have experiments.
  .map((state) => (state.experiment ? { ...state, view: 'results' as const } : state))

/** Keys that a link has, with values that it may not, and keys that objects have anyway. */
const hostileLink = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(
          'model',
          'prompt',
          'system',
          'alpha',
          'mode',
          'strategy',
          'view',
          'inspect',
          'matrix',
          'lens',
          'sweep',
        ),
        fc.constantFrom(
          'lesson',
          'show',
          'task',
          'seed',
          'temperature',
          'tokens',
          'constructor',
          '__proto__',
        ),
      ),
      fc.oneof(
        fc.constantFrom(
          '',
          '-1',
          '1e9',
          'NaN',
          'math:1,math:2',
          'a:b:c',
          ',',
          '0,,',
          '%',
          '%ff',
          '__proto__:1',
        ),
        fc.constantFrom('constructor', 'javascript:alert(1)', '..%2f..', '<script>', '9'.repeat(400)),
        fc.string({ maxLength: 10 }).map(encodeURIComponent),
      ),
    ),
    { maxLength: 5 },
  )
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'))

describe('state in the address', () => {
  it('comes back from a link as it went in', () => {
    fc.assert(
      fc.property(someState, (state) => {
        const { state: read, problems } = decodeUrlState(encodeUrlState(state))
        expect(problems).toEqual([])
        expect({ ...read, alpha: { ...read.alpha } }).toEqual({ ...state, alpha: { ...state.alpha } })
      }),
    )
  })

  it('survives anything: every key is either applied or reported', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), hostileLink), (text) => {
        const { state, problems } = decodeUrlState(`#v=1&${text}`)
        const parts = text.split('&').filter((part) => part !== '')
        const keys = new Set(parts.map((part) => part.split('=')[0] ?? ''))
        keys.delete('v')
        for (const key of keys) {
          expect(key in state || problems.some((problem) => problem.key === key)).toBe(true)
        }
      }),
      fuzzRuns(10_000),
    )
  })

  it('passes over an & too many, and says what cannot be decoded without its name', () => {
    expect(decodeUrlState('#&v=1&&seed=7&')).toEqual({ state: { seed: 7 }, problems: [] })
    expect(decodeUrlState('#v=1&prompt=%E0%A4%A').problems).toMatchObject([
      { key: 'prompt', value: '%E0%A4%A' },
    ])
  })

  it.each([
    ['#v=1&foo=3', 'foo'],
    ['#v=1&lesson=nine', 'lesson'],
    ['#v=1&show=prompt,cellar', 'show'],
    ['#v=1&show=prompt,prompt', 'show'],
    ['#v=1&show=', 'show'],
    ['#v=1&task=', 'task'],
    [`#v=1&task=${encodeURIComponent('木'.repeat(140))}`, 'task'],
    ['#v=1&alpha=math:7', 'alpha'],
    ['#v=1&alpha=math:1,math:0', 'alpha'],
    ['#v=1&alpha=math', 'alpha'],
    ['#v=1&alpha=math:1e-1', 'alpha'],
    ['#v=1&mode=Blend', 'mode'],
    ['#v=1&strategy=many-shot', 'strategy'],
    ['#v=1&view=Results', 'view'],
    ['#v=1&experiment=table-1', 'experiment'],
    ['#v=1&experiment=times', 'experiment'],
    ['#v=1&tokens=300', 'tokens'],
    ['#v=1&tokens=', 'tokens'],
    ['#v=1&temperature=2.5', 'temperature'],
    ['#v=1&system=', 'system'],
    [`#v=1&prompt=${'a'.repeat(1001)}`, 'prompt'],
    ['#v=1&inspect=math,code,mix', 'inspect'],
    ['#v=1&inspect=Math', 'inspect'],
    ['#v=1&inspect=', 'inspect'],
    ['#v=1&matrix=0.q', 'matrix'],
    ['#v=1&matrix=4.mlp', 'matrix'],
    ['#v=1&lens=both', 'lens'],
    ['#v=1&lens=adapted:0', 'lens'],
    ['#v=1&lens=adapted:each:3', 'lens'],
    ['#v=1&sweep=math', 'sweep'],
    ['#v=1&sweep=math,math:1:math:40', 'sweep'],
    ['#v=1&sweep=math,code,reasoning:1:math:40', 'sweep'],
    ['#v=1&sweep=math:0.3:math:40', 'sweep'],
    ['#v=1&sweep=math,code:0.1:math:40', 'sweep'],
    ['#v=1&sweep=math:1:cooking:40', 'sweep'],
    ['#v=1&sweep=math:1:math:501', 'sweep'],
    ['#v=1&sweep=math:1:math:4', 'sweep'],
    ['#v=1&sweep=math:1:math:40:2', 'sweep'],
    ['#v=1&seed=-1', 'seed'],
    ['#v=1&seed=1.5', 'seed'],
    ['#v=1&seed=4294967296', 'seed'],
    ['#v=1&temperature=NaN', 'temperature'],
    ['#v=1&prompt=', 'prompt'],
    ['#v=1&prompt=%E0%A4%A', 'prompt'],
    ['#v=1&model=llama', 'model'],
    ['#v=1&seed=1&seed=2', 'seed'],
    ['#v=2&seed=1', 'v'],
    ['#seed=1', 'v'],
    ['#v=1&__proto__=1', '__proto__'],
  ])('reports %s and does not guess', (hash, key) => {
    const { state, problems } = decodeUrlState(hash)
    expect(problems.map((problem) => problem.key)).toEqual([key])
    expect(Object.keys(state).filter((name) => name !== 'seed')).toEqual([])
  })

  it('applies the rest of a link that is partly wrong', () => {
    const { state, problems } = decodeUrlState('#v=1&alpha=math:0.5&mode=wild&seed=7')
    expect(state).toEqual({ alpha: { math: 0.5 }, seed: 7 })
    expect(problems).toHaveLength(1)
  })

  it('says nothing about an address without a fragment', () => {
    expect(decodeUrlState('')).toEqual({ state: {}, problems: [] })
    expect(decodeUrlState('#')).toEqual({ state: {}, problems: [] })
  })

  it('is never longer than 2 kB, and says what there was no room for', () => {
    const long = fc.string({ unit: 'grapheme', maxLength: PROMPT_MAX + 50 })
    const model = fc.integer({ min: 0, max: 480 }).map((length) => `https://x.y/${'m'.repeat(length)}/`)
    const names = fc.stringMatching(/^[a-z][a-z0-9-]{20,31}$/)
    const crowded = fc.record({
      model,
      prompt: long,
      system: long,
      alpha: fc.dictionary(names, hundredths, { maxKeys: 40 }),
      task: fc.string({ unit: 'grapheme', maxLength: TASK_MAX }),
      show: fc.constant([...PANELS]),
      inspect: fc.constant(['math', 'mix']),
      seed: fc.constant(7),
    })
    fc.assert(
      fc.property(crowded, (state) => {
        const { hash, left } = writeLink(state)
        expect(new TextEncoder().encode(hash).length).toBeLessThanOrEqual(2048)
        const { state: read, problems } = decodeUrlState(hash)
        expect(problems).toEqual([])
        const held = Object.entries(state).filter(
          ([, value]) => value !== '' && Object.keys(value).length !== 0,
        )
        const lost = held.map(([part]) => part).filter((part) => !(part in read) && part !== 'seed')
        expect([...left].sort()).toEqual(lost.sort())
      }),
      fuzzRuns(300),
    )
  })

  it('gives up the prompt first, and a task line only where nothing else is left to give', () => {
    const task = 'a'.repeat(TASK_MAX)
    const model = `https://x.y/${'m'.repeat(440)}/`
    const full = { model, task, prompt: 'p'.repeat(900), system: 's'.repeat(300), seed: 1 }
    expect(writeLink(full).left).toEqual(['prompt', 'system'])
    const umlauts = 'ö'.repeat(200)
    const alpha = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`an-expert-with-a-long-name-${i}`, 1]),
    )
    const crowded = { ...full, task: umlauts, alpha, lens: { along: 'base', place: 3, each: true } } as const
    expect(writeLink(crowded).left).toEqual(['prompt', 'system', 'lens', 'task'])
    expect(writeLink({ task, seed: 1 }).left).toEqual([])
    expect(writeLink({ prompt: 'p'.repeat(PROMPT_MAX + 1), seed: 1 }).left).toEqual(['prompt'])
  })

  it('leaves a prompt out of the link that no address can carry', () => {
    expect(encodeUrlState({ prompt: '\ud800', seed: 1 })).toBe('#v=1&seed=1')
  })
})
