import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createPrng } from '../core/prng.ts'
import { PICTURE, type Picture } from '../model/vision/picture.ts'
import { corpusExample } from './corpus.ts'
import { distinctItems, testItems } from './families.ts'
import { CHAT_TASKS, chatExercises } from './natural/chat-tasks.ts'
import { picturedItems } from './pictures/pictured-families.ts'
import { VISION_FAMILIES } from './pictures/pictured-item.ts'
import { SUMS } from './sums.ts'
import { FAMILIES, type Split } from './task-item.ts'

const SPLITS: readonly Split[] = ['train', 'valid', 'test']
const COUNT = 100

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12)

/** Of each split some; functions, such as verifiers, leave no trace in JSON. */
const ofSplits = (draw: (split: Split, seed: number) => readonly unknown[]) =>
  digest(SPLITS.map((split, index) => draw(split, index + 7)))

/** What is on each eighth of the picture's rows and columns. Coarse: the last bit of a sine is the machine's own. */
function inkOf(picture: Picture): readonly number[] {
  const ink = new Array<number>(64).fill(0)
  picture.forEach((grey, index) => {
    const [row, column] = [Math.floor(index / PICTURE.width), index % PICTURE.width]
    const cell = 8 * Math.floor((8 * row) / PICTURE.height) + Math.floor((8 * column) / PICTURE.width)
    ink[cell] = (ink[cell] ?? 0) + grey
  })
  return ink.map((sum) => Math.round(20 * sum))
}

// Results name their items by a seed. Whoever changes what seeds draw measures them again.
it('a seed draws the items that it drew in earlier versions', () => {
  const drawn = {
    ...Object.fromEntries(
      FAMILIES.map((family) => [family, ofSplits((split, seed) => testItems(family, COUNT, seed, split))]),
    ),
    sums: digest(distinctItems(SUMS, COUNT, 7, 'train')),
    corpus: digest(Array.from({ length: 10 * COUNT }, (_, seed) => corpusExample(createPrng(seed)))),
    ...Object.fromEntries(
      CHAT_TASKS.map((task) => [task, ofSplits((split, seed) => chatExercises(task, COUNT, seed, split))]),
    ),
    ...Object.fromEntries(
      VISION_FAMILIES.map((family) => [
        family,
        ofSplits((split, seed) =>
          picturedItems(family, COUNT / 10, seed, split).map(({ picture, ...item }) => ({
            ...item,
            ink: inkOf(picture),
          })),
        ),
      ]),
    ),
  }
  expect(drawn).toEqual({
    'chat-code': '6acf977aab32',
    'chat-dispatch': 'e7eed57c3199',
    'chat-math': '96180054efbc',
    'chat-reasoning': 'f688c35dd329',
    code: 'f4810cca82bd',
    'code-hard': 'ddda01685f60',
    corpus: 'd184f91d9620',
    math: 'a29f96ad04bd',
    'math-hard': '55d6e6928c3e',
    other: '31fde7bc1c0a',
    reasoning: '8c9ad0121d0b',
    'reasoning-hard': 'cfba6bbcc4bb',
    sums: '0d707f4a246c',
    vision: '37494d8bd161',
    'vision-hard': '684aeec0dc39',
  })
})
