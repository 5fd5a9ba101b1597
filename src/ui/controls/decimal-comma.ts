import type { KeyboardEvent } from 'react'
import { decimalMark } from '../language.ts'

/**
 * A box for numbers takes the decimal mark of the browser's language, and drops a comma where that is a point. Whoever reads
 * the page in a language with commas types one: a point goes in where the browser has no place for it.
 */
export function takeDecimalComma(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== ',' || decimalMark() !== ',') return
  event.preventDefault()
  const box = event.currentTarget
  let isTaken = false
  const take = (): void => {
    isTaken = true
  }
  box.addEventListener('input', take)
  // The one way to type into a box that goes where its caret is and can be undone.
  document.execCommand('insertText', false, ',')
  box.removeEventListener('input', take)
  if (!isTaken) document.execCommand('insertText', false, '.')
}
