import { offered } from '../io/offered.ts'
import { createWorkerClient } from '../worker/client.ts'
import { fetchedFirst, isInForce } from './fetched-first.ts'
import { allowOwnScripts } from './own-scripts.ts'
import { speakWantedLanguage } from './speak.ts'
import { applyTheme, storedTheme } from './theme.ts'
import { showUnavailable } from './unavailable.ts'
import './styles/index.css'

/** A line that breaks is often back at once. */
const AGAIN_MS = 1000
/** Kept for the tab: that the page was loaded anew because its script did not come. */
const RELOADED = 'reloaded'

allowOwnScripts()
// The heading of index.html is on screen already.
applyTheme(storedTheme())
const client = createWorkerClient()
// The worker's scripts come and start beside the page's. A link to another view may never need it.
if (!location.hash.includes('view=')) client.wake()
// Not awaited at the top: the page's chunk may import from this one, and would wait for it for ever.
void open()

/** Texts first: modules of the page hold parts of the catalogue from the moment they are evaluated. */
async function open(): Promise<void> {
  await speakWantedLanguage()
  const { mount } = await loadPage()
  // Evaluating it was a long task by itself: touches are answered before the next.
  await new Promise((resolve) => setTimeout(resolve))
  mount(client, () => createWorkerClient())
}

/** A page without its style sheet can hardly be used: one that did not come with `index.html` is fetched again. */
async function mendSheets(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')]
  const broken = links.filter(({ sheet }) => !isInForce(sheet))
  const addresses = broken.map(({ href }) => href)
  await fetchedFirst(async () => broken.map((link) => link.remove()), addresses, document.baseURI)
}

/**
 * One that does not come is asked for once more by loading all anew: nobody has typed anything yet, and where a newer
 * version has taken its place, only its own `index.html` knows it.
 */
async function loadPage(): Promise<typeof import('./mount.tsx')> {
  const storage = offered(() => sessionStorage)
  try {
    const [page] = await Promise.all([import('./mount.tsx'), mendSheets()])
    offered(() => storage?.removeItem(RELOADED))
    return page
  } catch (thrown) {
    const isFirst = offered(() => storage?.getItem(RELOADED) === null)
    offered(() => storage?.setItem(RELOADED, 'yes'))
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    if (isFirst) location.reload()
    else showUnavailable()
    throw thrown
  }
}
