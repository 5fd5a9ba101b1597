import { en } from '../en.ts'
import { enLessons } from '../en-lessons.ts'
import { fillIn } from '../translation.ts'
import { de } from './de.ts'
import { deLessons } from './de-lessons.ts'

/**
 * German in place of English, in everything that the page says.
 * @returns what puts English back.
 */
export function fillGerman(): () => void {
  const undo = [fillIn(en, de), fillIn(enLessons, deLessons)]
  return () => {
    for (const putBack of undo) putBack()
  }
}
