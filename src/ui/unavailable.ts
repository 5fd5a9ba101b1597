import { en } from './messages/en.ts'

/** In the place of a page whose script cannot be had: what happened, and the way on. Without React, which comes with it. */
export function showUnavailable(): void {
  const note = document.createElement('div')
  note.className = 'problem'
  note.setAttribute('role', 'alert')
  const words = document.createElement('p')
  words.textContent = en.pageFailed
  const again = document.createElement('button')
  again.type = 'button'
  again.className = 'button'
  again.textContent = en.reloadPage
  again.addEventListener('click', () => location.reload())
  note.append(words, again)
  document.querySelector('.unserved')?.replaceWith(note)
}
