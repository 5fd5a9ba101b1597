import { Suspense, useEffect, useRef, useState } from 'react'
import { lazyPart } from './lazy-part.tsx'
import { en } from './messages/en.ts'
import { usePageTitle } from './page-title.ts'
import { usePart } from './playground-context.tsx'
import { PlaygroundView } from './regions/playground-view.tsx'
import { focusViewButton } from './regions/view-button.tsx'

const LessonsView = lazyPart(() => import('./lessons/lessons-view.tsx'))
const ResultsView = lazyPart(() => import('./results/results-view.tsx'))

/** One face of the page. The playground stays behind the others once it was open, with all that was set in it. */
export function CurrentView() {
  const view = usePart('view', (state) => state.view)
  const seen = useRef(view)
  const [opened, setOpened] = useState(view === 'playground')
  if (!opened && view === 'playground') setOpened(true)

  usePageTitle({ playground: en.title, results: en.results.pageTitle, lessons: null }[view])
  useEffect(() => {
    if (seen.current === view) return
    seen.current = view
    scrollTo(0, 0)
    // The others take the focus themselves, once their heading is there.
    if (view === 'playground') focusViewButton()
  }, [view])

  return (
    <>
      {opened && (
        <div hidden={view !== 'playground'}>
          <PlaygroundView />
        </div>
      )}
      {view === 'lessons' && (
        <Suspense fallback={<main className="quiet">{en.loadingView}</main>}>
          <LessonsView />
        </Suspense>
      )}
      {view === 'results' && (
        <Suspense fallback={<main className="quiet">{en.results.loading}</main>}>
          <ResultsView />
        </Suspense>
      )}
    </>
  )
}
