import type { Playground } from '../state/playground.ts'

const QUIET_MS = 400

/** The fragment that page and address last agreed on. */
let agreed = ''

/** Writes what is to stand in the address once the page is quiet; null where it stands there. */
let coming: (() => string) | null = null

/** What the address does not hold yet of the page; null where it holds all. */
export function addressToCome(): string | null {
  return location.hash === agreed ? (coming?.() ?? null) : null
}

function agree(change: () => void): void {
  change()
  agreed = location.hash
}

/** Puts the page's present state into the address at once, in the entry that is there. */
export function writeAddress(hash: string): void {
  agree(() => history.replaceState(null, '', hash))
}

/**
 * Keeps the address' fragment equal to the page's state, so that a reload or a copied address restores it, and
 * follows a fragment that is put there by hand. Returns a function that ends both.
 */
export function keepAddress(playground: Playground): () => void {
  const { inspector, lens, lessons, mix, models, prompt, session, settings, sweep, twoPass, view } =
    playground
  let timer: ReturnType<typeof setTimeout> | undefined
  let following = false
  agreed = location.hash
  const write = (): void => {
    clearTimeout(timer)
    coming = playground.link
    timer = setTimeout(() => {
      coming = null
      // Another fragment is there already, and its event on the way: it is followed, not written over.
      if (location.hash !== agreed) return
      if (mix.getState().dragging) write()
      else writeAddress(playground.link())
    }, QUIET_MS)
  }
  const follow = (): void => {
    following = true
    agree(() => playground.follow(location.hash))
    following = false
    // It holds all that it has just changed, and what was not understood of it.
    coming = null
  }
  const ends = [
    mix.subscribe(write),
    settings.subscribe(write),
    lessons.subscribe(write),
    inspector.subscribe((now, before) => {
      if (now.isChosen && (now.shown !== before.shown || now.matrix !== before.matrix)) write()
    }),
    lens.subscribe(({ isChosen, along, everyLane, selected }, before) => {
      const moved = along !== before.along || everyLane !== before.everyLane || selected !== before.selected
      if (isChosen && moved) write()
    }),
    sweep.subscribe((now, before) => {
      if (now.isChosen && now.settings !== before.settings) write()
    }),
    models.subscribe((now, before) => {
      if (now.asked !== before.asked) write()
    }),
    session.subscribe((now, before) => {
      if (now.source !== before.source) write()
    }),
    view.subscribe((now, before) => {
      // The view is a place to come back from; everything else only amends the entry that is there.
      if (now.view === before.view || following) {
        write()
        return
      }
      clearTimeout(timer)
      coming = null
      agree(() => {
        history.replaceState(null, '', playground.link(before))
        history.pushState(null, '', playground.link())
      })
    }),
    prompt.subscribe((now, before) => {
      if (now.asked !== before.asked || now.system !== before.system) write()
    }),
    twoPass.subscribe((now, before) => {
      if (now.strategy !== before.strategy) write()
    }),
  ]
  addEventListener('hashchange', follow)
  return () => {
    clearTimeout(timer)
    coming = null
    for (const end of ends) end()
    removeEventListener('hashchange', follow)
  }
}
