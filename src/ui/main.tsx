import { createWorkerClient } from '../worker/client.ts'
import { allowOwnScripts } from './own-scripts.ts'
import { speakWantedLanguage } from './speak.ts'
import { applyTheme, storedTheme } from './theme.ts'
import { showUnavailable } from './unavailable.ts'
import './styles/index.css'

const AGAIN_MS = 1000

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

/** Tried once more by itself: a line that breaks is often back at once. */
async function loadPage(): Promise<typeof import('./mount.tsx')> {
  const load = () => import('./mount.tsx')
  try {
    return await load().catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      return load()
    })
  } catch (thrown) {
    showUnavailable()
    throw thrown
  }
}
