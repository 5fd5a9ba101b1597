import type { Prng } from '../../core/prng.ts'
import { between, drawDistinct } from '../draw.ts'
import { type Kind, wrongDigits } from './kind.ts'

/** Ways to ask what a snippet prints; `{code}` is the snippet. */
const WORDINGS = [
  'What does this Python code print?\n{code}\nAnswer with a number.',
  'Here is a short Python program:\n{code}\nWhich number is its output?',
  '{code}\nWhat is printed when this Python code runs? Answer with a number.',
  'Read the program and say what number it prints.\n\n{code}',
  'Give the output of this Python snippet as a number:\n{code}',
  'A student runs these Python lines and sees a number. Which one?\n{code}',
]

/** Read before the digit, so that choices are compared where a number is what comes next. */
const LEAD = 'The answer is '

const WORDS = [
  ...[
    'cat',
    'tree',
    'house',
    'banana',
    'window',
    'stone',
    'garden',
    'letter',
    'sun',
    'bridge',
    'apple',
    'moon',
  ],
  ...['pepper', 'noodle', 'river', 'coffee', 'balloon', 'kitten', 'summer', 'book', 'egg', 'piano', 'zebra'],
] as const
const VARIABLES = ['x', 'y', 'n', 'a', 'total', 'count', 'value', 'k'] as const

function snippet(name: string, draw: (prng: Prng) => { code: string; right: number }): Kind {
  return {
    name,
    wordings: WORDINGS,
    draw: (prng) => {
      const { code, right } = draw(prng)
      if (right < 0 || right > 9) return null
      const wrong = wrongDigits(prng, right).map((digit) => `${LEAD}${digit}`)
      return { slots: { code }, right: `${LEAD}${right}`, wrong }
    },
  }
}

const numbers = (prng: Prng, count: number) =>
  drawDistinct(
    prng,
    Array.from({ length: 10 }, (_, digit) => digit),
    count,
  )
const listText = (list: readonly number[]) => `[${list.join(', ')}]`

/** Small Python programs that print one digit. */
export const CODE_KINDS: readonly Kind[] = [
  snippet('update', (prng) => {
    const v = prng.pick(VARIABLES)
    const [a, b] = [between(prng, 1, 9), between(prng, 1, 8)]
    const minus = prng.uniform() < 0.5
    const line = prng.pick([`${v} = ${v} ${minus ? '-' : '+'} ${b}`, `${v} ${minus ? '-' : '+'}= ${b}`])
    return { code: `${v} = ${a}\n${line}\nprint(${v})`, right: minus ? a - b : a + b }
  }),
  snippet('two-variables', (prng) => {
    const [v = 'x', w = 'y'] = drawDistinct(prng, VARIABLES, 2)
    const [a, b] = [between(prng, 1, 6), between(prng, 1, 6)]
    const [sign, right] = prng.pick<[string, number]>([
      ['+', a + b],
      ['*', a * b],
      ['-', a - b],
    ])
    return { code: `${v} = ${a}\n${w} = ${b}\nprint(${v} ${sign} ${w})`, right }
  }),
  snippet('length', (prng) => {
    const word = prng.pick(WORDS)
    return { code: `word = "${word}"\nprint(len(word))`, right: word.length }
  }),
  snippet('list-length', (prng) => {
    const list = numbers(prng, between(prng, 2, 7))
    return { code: `items = ${listText(list)}\nprint(len(items))`, right: list.length }
  }),
  snippet('index', (prng) => {
    const list = numbers(prng, between(prng, 3, 5))
    const at = between(prng, -1, list.length - 1)
    return { code: `items = ${listText(list)}\nprint(items[${at}])`, right: list.at(at) ?? -1 }
  }),
  snippet('extreme', (prng) => {
    const list = numbers(prng, between(prng, 3, 5))
    const name = prng.pick(['max', 'min'])
    const right = name === 'max' ? Math.max(...list) : Math.min(...list)
    return { code: `items = ${listText(list)}\nprint(${name}(items))`, right }
  }),
  snippet('count', (prng) => {
    const word = prng.pick(WORDS)
    const letter = prng.pick([...word])
    return { code: `print("${word}".count("${letter}"))`, right: word.split(letter).length - 1 }
  }),
  snippet('condition', (prng) => {
    const v = prng.pick(VARIABLES)
    const [a = 1, b = 2, yes = 3, no = 4] = numbers(prng, 4)
    const code = `${v} = ${a}\nif ${v} > ${b}:\n    print(${yes})\nelse:\n    print(${no})`
    return { code, right: a > b ? yes : no }
  }),
  snippet('last-assignment', (prng) => {
    const [v = 'x', w = 'y'] = drawDistinct(prng, VARIABLES, 2)
    const [a = 1, b = 2] = numbers(prng, 2)
    return { code: `${v} = ${a}\n${w} = ${v}\n${v} = ${b}\nprint(${w})`, right: a }
  }),
  snippet('append', (prng) => {
    const list = numbers(prng, between(prng, 2, 4))
    const [more = 0] = numbers(prng, 1)
    return {
      code: `items = ${listText(list)}\nitems.append(${more})\nprint(items[-1])`,
      right: more,
    }
  }),
]
