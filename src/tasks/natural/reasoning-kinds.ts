import type { Prng } from '../../core/prng.ts'
import { drawDistinct } from '../draw.ts'
import type { Kind } from './kind.ts'

/** Members that real vocabularies hold as one token. */
const GROUPS = {
  animal: ['dog', 'cat', 'horse', 'fish', 'bird', 'bear', 'lion', 'mouse', 'wolf'],
  fruit: ['apple', 'orange', 'berry'],
  colour: ['red', 'blue', 'green', 'black', 'white', 'yellow', 'brown', 'purple', 'gold'],
  vehicle: ['car', 'bus', 'train', 'ship', 'plane', 'boat', 'van'],
  'piece of furniture': ['table', 'chair', 'bed'],
  'part of the body': ['hand', 'foot', 'head', 'arm', 'leg', 'eye', 'nose', 'ear', 'mouth', 'face', 'finger'],
} as const
type Group = keyof typeof GROUPS
const GROUP_NAMES = Object.keys(GROUPS) as Group[]

function oddOne(prng: Prng) {
  const [own = 'animal', other = 'fruit'] = drawDistinct(prng, GROUP_NAMES, 2)
  const wrong = drawDistinct<string>(prng, GROUPS[own], 3)
  const right: string = prng.pick<string>(GROUPS[other])
  const [a = '', b = '', c = '', d = ''] = prng.shuffle([right, ...wrong])
  return { slots: { words: `${a}, ${b}, ${c}, ${d}` }, right, wrong }
}

function member(prng: Prng) {
  const groups = drawDistinct(prng, GROUP_NAMES, 4)
  const [own = 'animal'] = groups
  const [right = '', ...wrong] = groups.map((group): string => prng.pick<string>(GROUPS[group]))
  const [a = '', b = '', c = '', d = ''] = prng.shuffle([right, ...wrong])
  const article = /^[aeiou]/.test(own) ? 'an' : 'a'
  return { slots: { words: `${a}, ${b}, ${c} or ${d}`, group: `${article} ${own}` }, right, wrong }
}

const COLOURS = ['red', 'blue', 'green', 'black', 'white'] as const
const THINGS = ['key', 'coin', 'ring', 'letter', 'watch', 'pen', 'ticket', 'map'] as const

/** Three things in three boxes, asked for one of them. */
function boxes(prng: Prng) {
  const [a = '', b = '', c = ''] = drawDistinct<string>(prng, THINGS, 3)
  const [red = '', blue = '', green = ''] = drawDistinct<string>(prng, COLOURS, 3)
  const asked = prng.integer(3)
  const right = [red, blue, green][asked] ?? red
  const thing = [a, b, c][asked] ?? a
  const wrong = [red, blue, green].filter((colour) => colour !== right)
  return { slots: { one: a, two: b, three: c, red, blue, green, thing }, right, wrong }
}

/** Sorting and looking up: questions that take a moment's thought and no arithmetic. */
export const REASONING_KINDS: readonly Kind[] = [
  {
    name: 'odd-one-out',
    wordings: [
      'Which word does not belong with the others: {words}?',
      'Three of these are of one kind: {words}. Which one is different?',
      'Find the odd one out: {words}.',
      'One of the words {words} has nothing to do with the rest. Which?',
    ],
    draw: oddOne,
  },
  {
    name: 'member',
    wordings: [
      'Which of these is {group}: {words}?',
      '{words}: which of them is {group}?',
      'Name the one that is {group}: {words}?',
      'I am looking for {group}. Should I choose {words}?',
    ],
    draw: member,
  },
  {
    name: 'boxes',
    wordings: [
      'The {one} is in the {red} box. The {two} is in the {blue} box. The {three} is in the {green} box. What colour is the box with the {thing}?',
      'There are three bags. The {red} one holds the {one}, the {blue} one the {two} and the {green} one the {three}. What is the colour of the bag with the {thing}?',
      'I put the {one} into the {red} bag, the {two} into the {blue} bag and the {three} into the {green} bag. Which colour is the bag that has the {thing}?',
      'The {red} drawer contains the {one}, the {green} drawer the {three}, the {blue} drawer the {two}. To find the {thing}, which colour do I open?',
    ],
    draw: boxes,
  },
]
