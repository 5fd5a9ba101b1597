import { offered } from '../io/offered.ts'
import type { PromptStore } from '../state/prompt-store.ts'

const KEY = 'draft'

/**
 * Words that were typed and not asked yet outlast a page that is loaded again, as for a newer version or another
 * language: the address holds only what was asked. A link that is opened afresh brings its own.
 */
export function keepDraft(prompt: PromptStore, storage = offered(() => sessionStorage)): void {
  const [opening] = performance.getEntriesByType('navigation')
  const isAgain = opening !== undefined && 'type' in opening && opening.type === 'reload'
  const kept = offered(() => storage?.getItem(KEY))
  if (isAgain && kept) prompt.setDraft(kept)
  addEventListener('pagehide', () => {
    const { draft, asked } = prompt.getState()
    offered(() => (draft === asked ? storage?.removeItem(KEY) : storage?.setItem(KEY, draft)))
  })
}
