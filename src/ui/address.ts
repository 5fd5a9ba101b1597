import type { Playground } from '../state/playground.ts'

const QUIET_MS = 400

/**
 * Keeps the address' fragment equal to the page's state, so that a reload or a copied address restores it, and
 * follows a fragment that is put there by hand. Returns a function that ends both.
 */
export function keepAddress(playground: Playground): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (playground.mix.getState().dragging) write()
      else history.replaceState(null, '', playground.link())
    }, QUIET_MS)
  }
  const follow = (): void => playground.follow(location.hash)
  const { mix, prompt, settings, twoPass } = playground
  const ends = [
    mix.subscribe(write),
    settings.subscribe(write),
    prompt.subscribe((now, before) => {
      if (now.asked !== before.asked) write()
    }),
    twoPass.subscribe((now, before) => {
      if (now.strategy !== before.strategy) write()
    }),
  ]
  addEventListener('hashchange', follow)
  return () => {
    clearTimeout(timer)
    for (const end of ends) end()
    removeEventListener('hashchange', follow)
  }
}
