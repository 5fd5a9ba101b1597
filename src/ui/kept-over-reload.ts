import { offered } from '../io/offered.ts'
import type { LessonStore } from '../state/lessons/lesson-store.ts'
import type { PromptStore } from '../state/prompt-store.ts'

const DRAFT = 'draft'
const STEPS = 'steps'

/** Also a way back to the page, for which the browser had no room to keep it whole. */
const AGAIN: readonly string[] = ['reload', 'back_forward']

interface Kept {
  readonly prompt: PromptStore
  readonly lessons: LessonStore
}

/**
 * Words that were typed and not asked yet, and the steps of a lesson that are done, outlast a page that is loaded again,
 * as for a newer version: the address holds neither. A link that is opened afresh brings its own.
 */
export function keepOverReload({ prompt, lessons }: Kept, storage = offered(() => sessionStorage)): void {
  const [opening] = performance.getEntriesByType('navigation')
  const isAgain = opening !== undefined && 'type' in opening && AGAIN.includes(String(opening.type))
  const kept = (key: string): string | null => offered(() => storage?.getItem(key)) ?? null
  if (isAgain) {
    const draft = kept(DRAFT)
    if (draft) prompt.setDraft(draft)
    const { lesson } = lessons.getState()
    const [of, done] = kept(STEPS)?.split(' ') ?? []
    if (lesson !== null && of === lesson && /^\d{1,2}$/.test(done ?? ''))
      lessons.setState({ done: Number(done) })
  }
  const leave = (): void => {
    const keep = (key: string, value: string | null): void => {
      offered(() => (value === null ? storage?.removeItem(key) : storage?.setItem(key, value)))
    }
    const { draft, asked } = prompt.getState()
    keep(DRAFT, draft === asked ? null : draft)
    const { lesson, done } = lessons.getState()
    keep(STEPS, lesson === null ? null : `${lesson} ${done}`)
  }
  addEventListener('pagehide', leave)
  // A tab that is out of sight may be thrown away without another word.
  addEventListener('visibilitychange', leave)
}
