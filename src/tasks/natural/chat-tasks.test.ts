import { describe, expect, it } from 'vitest'
import { createPrng } from '../../core/prng.ts'
import { CATEGORIES, type Split } from '../task-item.ts'
import { CHAT_FAMILIES } from './chat-families.ts'
import { CHAT_TASKS, chatExercise, chatExercises, chatTaskFor } from './chat-tasks.ts'
import { MESSAGES } from './messages.ts'

const SPLITS: readonly Split[] = ['train', 'valid', 'test']

describe.each(CHAT_TASKS)('%s', (task) => {
  const drawn = new Map(SPLITS.map((split) => [split, chatExercises(task, 120, 5, split)]))

  it('shares no prompt between splits, and no wording between training and test', () => {
    const prompts = SPLITS.flatMap((split) => [
      ...new Set((drawn.get(split) ?? []).map(({ prompt }) => prompt)),
    ])
    expect(new Set(prompts).size).toBe(prompts.length)
    const wordings = (split: Split) =>
      new Set((drawn.get(split) ?? []).map(({ kind, wording }) => `${kind} ${wording}`))
    const train = wordings('train')
    for (const wording of wordings('test')) expect(train.has(wording), wording).toBe(false)
  })

  it('gives the same exercises for the same seed and others for another', () => {
    const prompts = (seed: number) => chatExercises(task, 40, seed).map(({ prompt }) => prompt)
    expect(prompts(4)).toEqual(prompts(4))
    expect(prompts(5)).not.toEqual(prompts(4))
    const one = () => chatExercise(task, 'train', createPrng(8))
    expect(one()).toEqual(one())
  })

  it('offers different choices, one of them right, and leaves no slot open', () => {
    for (const { prompt, choices, label } of [...drawn.values()].flat()) {
      expect(new Set(choices).size, prompt).toBe(choices.length)
      expect(choices[label], prompt).toBeTypeOf('string')
      expect(prompt).not.toMatch(/[{}]|NaN/)
    }
  })

  it.each([0, 1.5, Number.NaN])('refuses %s items', (count) => {
    expect(() => chatExercises(task, count, 1)).toThrowError(expect.objectContaining({ code: 'bad-input' }))
  })
})

describe('right answers', () => {
  const numbersIn = (text: string) => (text.match(/\d+/g) ?? []).map(Number)

  it('of word problems follow from their numbers', () => {
    const solve: Record<string, (n: readonly number[], prompt: string) => number> = {
      sum: ([a = 0, b = 0]) => a + b,
      difference: ([a = 0, b = 0]) => a - b,
      share: ([a = 0, b = 1]) => a / b,
      product: ([a = 0, b = 0]) => a * b,
      'two-losses': ([a = 0, b = 0, c = 0]) => a - b - c,
      // Where something is eaten first, the loss stands before the gain.
      'gain-and-loss': ([a = 0, b = 0, c = 0], prompt) => (/ eats /.test(prompt) ? a - b + c : a + b - c),
    }
    for (const { prompt, kind, choices, label } of ['train', 'test'].flatMap((split) =>
      chatExercises('chat-math', 400, 2, split as Split),
    )) {
      expect(choices[label], prompt).toBe(String(solve[kind]?.(numbersIn(prompt), prompt)))
    }
  })

  it('of programs are what they print', () => {
    for (const { prompt, choices, label } of chatExercises('chat-code', 400, 2)) {
      const lines = prompt
        .split('\n')
        .filter((line) => /[=(:]/.test(line) && !/[?]|Python|program/.test(line))
      expect(choices[label], prompt).toBe(`The answer is ${run(lines)}`)
    }
  })

  it('of kinds of things name the kind of the word, whatever the order of the list', () => {
    const kindOf = { dog: 'animal', whale: 'animal', plum: 'fruit', ferry: 'vehicle', chisel: 'tool' }
    const exercises = chatExercises('chat-reasoning', 400, 2)
    for (const [word, kind] of Object.entries(kindOf)) {
      const asked = exercises.filter(({ prompt }) => new RegExp(`\\b${word}\\b`).test(prompt))
      expect(asked.length, word).toBeGreaterThan(0)
      for (const { choices, label } of asked) expect(choices[label], word).toBe(kind)
    }
    const lasts = exercises.map(({ prompt }) => /, an? \w+ or an? (\w+)/.exec(prompt)?.[1])
    expect(new Set(lasts).size).toBe(4)
  })
})

describe('messages for pass 1', () => {
  it('come in turn from the four categories', () => {
    const labels = chatExercises('chat-dispatch', 40, 1).map(({ label }) => label)
    for (const index of CATEGORIES.keys()) expect(labels.filter((label) => label === index)).toHaveLength(10)
  })

  it('have at least twelve wordings a category on either side, all different', () => {
    const all = Object.values(MESSAGES).flat()
    expect(new Set(all).size).toBe(all.length)
    for (const wordings of Object.values(MESSAGES)) expect(wordings.length).toBeGreaterThanOrEqual(24)
  })
})

describe('chatTaskFor', () => {
  it('knows what classifier means to a model', () => {
    expect(chatTaskFor('classifier', 'chat')).toBe('chat-dispatch')
    expect(chatTaskFor('classifier', 'tiny')).toBeNull()
    expect(chatTaskFor('math', 'chat')).toBeNull()
    for (const family of CHAT_FAMILIES) expect(chatTaskFor(family, 'chat')).toBe(family)
  })
})

/** The little Python that these programs are written in, read line by line. */
function run(lines: readonly string[]): unknown {
  const names = new Map<string, unknown>()
  let branch: boolean | null = null
  for (const line of lines) {
    const text = line.trim()
    if (line.startsWith(' ') && branch === false) continue
    if (text.startsWith('if ')) branch = Boolean(value(text.slice(3, -1), names))
    else if (text === 'else:') branch = !branch
    else if (text.startsWith('print(')) return value(text.slice(6, -1), names)
    else if (/\.append\(/.test(text)) {
      const [, list = '', item = ''] = /(\w+)\.append\((.*)\)/.exec(text) ?? []
      ;(names.get(list) as unknown[]).push(value(item, names))
    } else {
      const [, name = '', sign = '', right = ''] = /^(\w+) ([+-]?)= (.*)$/.exec(text) ?? []
      const now = value(right, names)
      names.set(name, sign === '' ? now : value(`${names.get(name)} ${sign} ${now}`, names))
    }
  }
  return undefined
}

function value(text: string, names: ReadonlyMap<string, unknown>): unknown {
  const operation = /^(\S+) ([-+*>]) (\S+)$/.exec(text)
  if (operation) {
    const [a, b] = [Number(value(operation[1] ?? '', names)), Number(value(operation[3] ?? '', names))]
    return { '+': a + b, '-': a - b, '*': a * b, '>': a > b }[operation[2] ?? '+']
  }
  const call = /^(len|max|min)\((.*)\)$/.exec(text)
  if (call) {
    const list = value(call[2] ?? '', names) as string | number[]
    return call[1] === 'len' ? list.length : Math[call[1] as 'max' | 'min'](...(list as number[]))
  }
  const counted = /^(.*)\.count\((.*)\)$/.exec(text)
  if (counted)
    return [...String(value(counted[1] ?? '', names))].filter((c) => c === value(counted[2] ?? '', names))
      .length
  const indexed = /^(\w+)\[(-?\d+)\]$/.exec(text)
  if (indexed) return (names.get(indexed[1] ?? '') as unknown[]).at(Number(indexed[2]))
  return names.has(text) ? names.get(text) : JSON.parse(text)
}
