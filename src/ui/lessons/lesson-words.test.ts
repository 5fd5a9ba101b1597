import { expect, it } from 'vitest'
import { LESSON_NAMES } from '../../state/lessons/lesson-names.ts'
import { stepsOf } from '../../state/lessons/lesson-steps.ts'
import { enLessons } from '../messages/en-lessons.ts'

it.each(LESSON_NAMES)('%s has words for each of its steps, in their order', (name) => {
  expect(Object.keys(enLessons.lessons[name].steps)).toEqual(stepsOf(name).map(([step]) => step))
})
