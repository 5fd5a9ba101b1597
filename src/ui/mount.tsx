import { startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { AppError } from '../core/errors.ts'
import { fetchJson } from '../io/fetch-json.ts'
import { createExamples } from '../state/examples.ts'
import { committedExample } from '../state/first-example.ts'
import { createPlayground, type Playground } from '../state/playground.ts'
import type { ModelClient } from '../worker/protocol.ts'
import { keepAddress, writeAddress } from './address.ts'
import { App } from './app.tsx'
import { colourOwnExperts } from './expert-look.ts'
import { addressAgain, keepOverReload } from './kept-over-reload.ts'
import { controllingWorker, keepPage } from './offline.ts'

/** Between the first answers and the fetching of what only a later visit needs. */
const IDLE_MS = 2000

/** Paints the page into `#app` and opens the model behind it. */
export function mount(client: ModelClient, openTrainer: () => ModelClient): Playground {
  const hash = addressAgain()
  if (hash !== location.hash) writeAddress(hash)
  const playground = createPlayground({
    client,
    openTrainer,
    cores: navigator.hardwareConcurrency || 1,
    readJson: (path) => fetchJson(new URL(`results/${path}`, document.baseURI), `results/${path}`),
    modelUrl: new URL('models/tiny/', document.baseURI).href,
    firstExample: committedExample(),
    examplesOf: createExamples(Date.now() % 0x1_0000_0000),
    hash,
    onFrame: (flush) => void requestAnimationFrame(flush),
  })
  keepAddress(playground)
  keepOverReload(playground)
  colourOwnExperts(playground.ownExperts)
  const place = document.getElementById('app')
  if (!place) throw new AppError('bad-input', 'The page has no element #app.')
  const root = createRoot(place)
  // As a transition React renders in slices, between which a slow phone answers to touches.
  startTransition(() => root.render(<App playground={playground} />))
  startWhenShown(playground)
  keepOnceIdle(playground)
  return playground
}

/** After the model, or its failure to open, has had the network and the processor to itself. */
function keepOnceIdle({ session, view }: Playground): void {
  const from = controllingWorker()
  const isBusy = (): boolean =>
    view.getState().view === 'playground' && !['ready', 'failed'].includes(session.getState().phase)
  const end = session.subscribe(look)
  function look(): void {
    if (isBusy()) return
    end()
    setTimeout(() => void keepPage(from), IDLE_MS)
  }
  look()
}

/** A visitor of the results alone is not made to load a model; the playground opens it when it is first shown. */
function startWhenShown({ view, start }: Playground): void {
  if (view.getState().view === 'playground') {
    void start()
    return
  }
  const end = view.subscribe((now) => {
    if (now.view !== 'playground') return
    end()
    void start()
  })
}
