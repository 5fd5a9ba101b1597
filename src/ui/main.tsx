import { createWorkerClient } from '../worker/client.ts'
import { allowOwnScripts } from './own-scripts.ts'
import { speakWantedLanguage } from './speak.ts'
import './styles/index.css'

allowOwnScripts()
// Not awaited at the top: the page's chunk may import from this one, and would wait for it for ever.
void open()

/** Texts first: modules of the page hold parts of the catalogue from the moment they are evaluated. */
async function open(): Promise<void> {
  await speakWantedLanguage()
  const { mount } = await import('./mount.tsx')
  mount(createWorkerClient(), () => createWorkerClient())
}
