import { expect, it } from 'vitest'
import { LESSON_NAMES } from '../../state/lessons/lesson-names.ts'
import { stepsOf } from '../../state/lessons/lesson-steps.ts'
import { de } from '../messages/de/de.ts'
import { deLessons } from '../messages/de/de-lessons.ts'
import { en } from '../messages/en.ts'
import { enLessons } from '../messages/en-lessons.ts'

it.each(LESSON_NAMES)('%s has words for each of its steps, in their order', (name) => {
  expect(Object.keys(enLessons.lessons[name].steps)).toEqual(stepsOf(name).map(([step]) => step))
})

it.each([
  [en.experts.more, enLessons.lessons],
  [de.experts.more, deLessons.lessons],
])('where a phone folds away what a step asks for, the step names the button “%s”', (more, lessons) => {
  expect(lessons.experts.steps.code).toContain(more)
  expect(lessons.mixing.steps.paper).toContain(more)
})
