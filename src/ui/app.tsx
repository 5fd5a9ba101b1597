import { Tooltip } from 'radix-ui'
import { lazy, Suspense, useEffect } from 'react'
import type { Playground } from '../state/playground.ts'
import { en } from './messages/en.ts'
import { PlaygroundProvider, usePart } from './playground-context.tsx'
import { PageHeader } from './regions/page-header.tsx'
import { PlaygroundView } from './regions/playground-view.tsx'

const ResultsView = lazy(() => import('./results/results-view.tsx'))

export function App({ playground }: { readonly playground: Playground }) {
  return (
    <PlaygroundProvider value={playground}>
      <Tooltip.Provider delayDuration={200}>
        <PageHeader />
        <CurrentView />
        <footer className="page-footer quiet">{en.footer}</footer>
      </Tooltip.Provider>
    </PlaygroundProvider>
  )
}

function CurrentView() {
  const view = usePart('view', (state) => state.view)
  useEffect(() => {
    document.title = view === 'results' ? en.results.pageTitle : en.title
  }, [view])
  if (view === 'playground') return <PlaygroundView />
  return (
    <Suspense fallback={<main className="quiet">{en.results.loading}</main>}>
      <ResultsView />
    </Suspense>
  )
}
