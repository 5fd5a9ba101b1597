import { offered } from '../io/offered.ts'
import type { Playground } from '../state/playground.ts'
import { addressToCome } from './address.ts'

const DRAFT = 'draft'
const SYSTEM = 'system'
const STEPS = 'steps'
const ADDRESS = 'address'

/** Between two times that what is being typed is kept. */
const WRITING_MS = 1000

/** Also a way back to the page, for which the browser had no room to keep it whole. */
const AGAIN: readonly string[] = ['reload', 'back_forward']

type Kept = Pick<Playground, 'prompt' | 'lessons' | 'written'>

/**
 * The fragment that a page which is loaded again opens with: what was changed just before it was left had not reached the
 * address, and browsers take no new one then.
 */
export function addressAgain(storage = offered(() => sessionStorage)): string {
  const [from, to] = isAgain() ? (keptIn(storage, ADDRESS)?.split(' ') ?? []) : []
  return to !== undefined && from === location.hash ? to : location.hash
}

function isAgain(): boolean {
  const [opening] = performance.getEntriesByType('navigation')
  return opening !== undefined && 'type' in opening && AGAIN.includes(String(opening.type))
}

function keptIn(storage: Storage | undefined, key: string): string | null {
  return offered(() => storage?.getItem(key)) ?? null
}

/**
 * Words that were typed and not asked yet or that no address can hold, what was changed last, and the steps of a lesson that
 * are done, outlast a page that is loaded again, as for a newer version. A link that is opened afresh brings its own.
 */
export function keepOverReload(
  { prompt, lessons, written }: Kept,
  storage = offered(() => sessionStorage),
): void {
  const kept = (key: string): string | null => keptIn(storage, key)
  if (isAgain()) {
    const draft = kept(DRAFT)
    if (draft) prompt.setDraft(draft)
    const system = kept(SYSTEM)
    if (system) prompt.setSystem(system)
    const { lesson } = lessons.getState()
    const [of, done] = kept(STEPS)?.split(' ') ?? []
    if (lesson !== null && of === lesson && /^\d{1,2}$/.test(done ?? ''))
      lessons.setState({ done: Number(done) })
  }
  const leave = (): void => {
    const keep = (key: string, value: string | null): void => {
      offered(() => (value === null ? storage?.removeItem(key) : storage?.setItem(key, value)))
    }
    const { draft, asked, systemDraft, system } = prompt.getState()
    const { left } = written()
    keep(DRAFT, draft === asked && !left.includes('prompt') ? null : draft)
    keep(SYSTEM, systemDraft.trim() === system && !left.includes('system') ? null : systemDraft)
    const to = addressToCome()
    keep(ADDRESS, to === null ? null : `${location.hash} ${to}`)
    const { lesson, done } = lessons.getState()
    keep(STEPS, lesson === null ? null : `${lesson} ${done}`)
  }
  let isAboutTo = false
  // A page that crashes is not told beforehand.
  prompt.subscribe(() => {
    if (isAboutTo) return
    isAboutTo = true
    setTimeout(() => {
      isAboutTo = false
      leave()
    }, WRITING_MS)
  })
  addEventListener('pagehide', leave)
  // A tab that is out of sight may be thrown away without another word.
  addEventListener('visibilitychange', leave)
}
