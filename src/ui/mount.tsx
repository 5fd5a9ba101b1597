import { createRoot } from 'react-dom/client'
import { AppError } from '../core/errors.ts'
import { createFamilyExamples } from '../state/family-examples.ts'
import { committedExample } from '../state/first-example.ts'
import { createPlayground, type Playground } from '../state/playground.ts'
import type { ModelClient } from '../worker/protocol.ts'
import { keepAddress } from './address.ts'
import { App } from './app.tsx'
import { applyTheme, storedTheme } from './theme.ts'
import './styles/index.css'

/** Paints the page into `#app` and opens the model behind it. */
export function mount(client: ModelClient): Playground {
  applyTheme(storedTheme())
  const playground = createPlayground({
    client,
    readJson: readResult,
    modelUrl: new URL('models/tiny/', document.baseURI).href,
    firstExample: committedExample(),
    examples: createFamilyExamples(Date.now() % 0x1_0000_0000),
    hash: location.hash,
    onFrame: (flush) => void requestAnimationFrame(flush),
  })
  keepAddress(playground)
  const place = document.getElementById('app')
  if (!place) throw new AppError('bad-input', 'The page has no element #app.')
  createRoot(place).render(<App playground={playground} />)
  void playground.start()
  return playground
}

async function readResult(path: string): Promise<unknown> {
  const response = await fetch(new URL(`results/${path}`, document.baseURI)).catch((thrown: unknown) => {
    throw new AppError('network', `results/${path} could not be fetched.`, { cause: thrown })
  })
  const type = response.headers.get('content-type') ?? ''
  if (!response.ok || !type.includes('json')) {
    throw new AppError('network', `There is no results/${path}.`)
  }
  return response.json() as Promise<unknown>
}
