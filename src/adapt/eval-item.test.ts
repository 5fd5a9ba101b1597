import { describe, expect, it } from 'vitest'
import { blankPicture } from '../model/vision/picture.ts'
import { taskTokenizer } from '../tasks/tokenizer-files.ts'
import { choiceEvalItem, exactEvalItem, questionOf, taskEvalItem } from './eval-item.ts'

const picture = blankPicture()
const verify = () => true

describe('questionOf', () => {
  it('is the bare prompt where there is nothing else to it', () => {
    expect(questionOf({ prompt: 'a b' })).toBe('a b')
  })

  it('carries an item’s picture, or its own system message, even an empty one', () => {
    expect(questionOf({ prompt: 'a b', picture })).toEqual({ prompt: 'a b', picture })
    expect(questionOf({ prompt: 'a b', system: 'be brief' })).toEqual({ prompt: 'a b', system: 'be brief' })
    expect(questionOf({ prompt: 'a b', system: '' })).toEqual({ prompt: 'a b', system: '' })
  })
})

it('an exercise keeps its picture, and a choice its system message, where it has one', () => {
  const exercise = {
    ...{ category: 'other' as const, prompt: 'a b', worked: 'so c', blurt: 'c', slip: 'd', expected: 'c' },
    ...{ hard: false, verify },
  }
  expect(questionOf(taskEvalItem(exercise))).toBe('a b')
  expect(questionOf(taskEvalItem({ ...exercise, picture }))).toEqual({ prompt: 'a b', picture })
  const choice = { prompt: 'a b', choices: ['x', 'y'], label: 1 }
  const drawn = { kind: 'a kind', wording: 0 }
  expect(choiceEvalItem({ ...choice, ...drawn })).toEqual({ kind: 'choice', ...choice })
  expect(choiceEvalItem({ ...choice, ...drawn, system: 'be brief' })).toEqual({
    kind: 'choice',
    ...choice,
    system: 'be brief',
  })
})

it('an exact answer counts whatever its spacing, and none that says more or less', () => {
  const { verify: accepts } = exactEvalItem(taskTokenizer(), 'a b', '3 + 4 = 7 , so 7')
  for (const right of ['3 + 4 = 7 , so 7', ' 3  + 4 = 7 ,  so 7\n']) expect(accepts(right)).toBe(true)
  for (const wrong of ['3 + 4 = 7 , so 8', '3 + 4 = 7', 'so 3 + 4 = 7 , so 7', ''])
    expect(accepts(wrong)).toBe(false)
})
