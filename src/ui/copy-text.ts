/** Puts a text where pasting takes it from; rejects where the browser does not allow it. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch (thrown) {
    // Over http browsers have no clipboard to write to, but the older way.
    if (!copySelected(text)) throw thrown
  }
}

/** Copies out of a box made for it, beside what has the focus: a dialog would take the focus back from outside itself. */
function copySelected(text: string): boolean {
  const focused = document.activeElement as HTMLElement | null
  const box = document.createElement('textarea')
  box.value = text
  box.className = 'visually-hidden'
  box.setAttribute('aria-hidden', 'true')
  const place = focused?.parentElement ?? document.body
  place.append(box)
  try {
    box.select()
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    box.remove()
    focused?.focus({ preventScroll: true })
  }
}
