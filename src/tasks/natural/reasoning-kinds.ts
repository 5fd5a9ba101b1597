import type { Prng } from '../../core/prng.ts'
import type { DrawnQuestion, Kind } from './kind.ts'

const MEMBERS = {
  animal: [
    ...[
      'dog',
      'cat',
      'horse',
      'rabbit',
      'bear',
      'lion',
      'mouse',
      'wolf',
      'goat',
      'snake',
      'duck',
      'tiger',
      'fox',
    ],
    ...['sheep', 'monkey', 'eagle', 'frog', 'whale', 'pig', 'deer'],
  ],
  fruit: [
    ...[
      'apple',
      'orange',
      'grape',
      'cherry',
      'lemon',
      'banana',
      'mango',
      'peach',
      'pear',
      'plum',
      'strawberry',
    ],
    ...['melon', 'pineapple', 'blueberry', 'fig', 'kiwi', 'lime', 'apricot', 'coconut', 'raspberry'],
  ],
  vehicle: [
    ...[
      'car',
      'bus',
      'train',
      'ship',
      'plane',
      'boat',
      'truck',
      'bicycle',
      'van',
      'tram',
      'taxi',
      'helicopter',
    ],
    ...['motorcycle', 'ferry', 'tractor', 'canoe', 'scooter', 'yacht', 'jeep', 'ambulance'],
  ],
  tool: [
    ...[
      'hammer',
      'saw',
      'drill',
      'wrench',
      'screwdriver',
      'shovel',
      'axe',
      'rake',
      'ladder',
      'chisel',
      'spade',
    ],
    ...['file', 'crowbar', 'clamp', 'mallet', 'knife', 'pickaxe', 'needle', 'broom', 'hoe'],
  ],
} as const
type Group = keyof typeof MEMBERS
const GROUPS = Object.keys(MEMBERS) as Group[]

const article = (word: string): string => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`

/** A word, and the four kinds of things in some order: which of them is last says nothing. */
function draw(prng: Prng): DrawnQuestion {
  const right = prng.pick(GROUPS)
  const list = prng.shuffle(GROUPS)
  const [a = right, b = right, c = right, d = right] = list.map(article)
  const word = prng.pick<string>(MEMBERS[right])
  return {
    slots: { word, thing: article(word), list: `${a}, ${b}, ${c} or ${d}` },
    right,
    wrong: GROUPS.filter((group) => group !== right),
  }
}

/** What kind of thing a word names: the answer is in no place of the prompt that could be copied. */
export const REASONING_KINDS: readonly Kind[] = [
  {
    name: 'kind-of-thing',
    wordings: [
      'What is {thing}: {list}? Answer with one word.',
      'Is "{word}" the name of {list}? Say which, in one word.',
      'Think of {thing}. What kind of thing is it: {list}? One word.',
      'Put the word where it belongs. {word}: is it {list}?',
      'Someone talks about {thing}. Do they mean {list}? Reply with one word.',
      'A child asks what {thing} is. Is it {list}? Answer in one word.',
      'Sort this word into its group, which is one of {list}: {word}.',
      'Which fits best for {thing}: {list}?',
    ],
    draw,
  },
]
