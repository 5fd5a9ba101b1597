import { en } from '../en.ts'
import { enLessons } from '../en-lessons.ts'
import { copyOf, fillIn } from '../translation.ts'
import { de } from './de.ts'
import { deLessons } from './de-lessons.ts'

/** What stood in the catalogue before anything took its place. */
const english = { page: copyOf(en), lessons: copyOf(enLessons) }

/** German in place of English, in everything that the page says. */
export function fillGerman(): void {
  fillIn(en, de)
  fillIn(enLessons, deLessons)
}

/** English again. */
export function fillEnglish(): void {
  fillIn(en, english.page)
  fillIn(enLessons, english.lessons)
}
