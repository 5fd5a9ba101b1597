import { Tooltip } from 'radix-ui'
import type { Playground } from '../state/playground.ts'
import { Boundary } from './boundary.tsx'
import { CurrentView } from './current-view.tsx'
import { KeptDoor } from './kept/kept-door.tsx'
import { ModelDoor } from './models/model-door.tsx'
import { PlaygroundProvider } from './playground-context.tsx'
import { LessonRegion } from './regions/lesson-region.tsx'
import { PageFooter } from './regions/page-footer.tsx'
import { PageHeader } from './regions/page-header.tsx'
import { useLanguage } from './use-language.ts'

/** The whole page. In another language all of it is rendered again, and keeps what was opened, chosen and computed. */
export function App({ playground }: { readonly playground: Playground }) {
  useLanguage()
  return (
    <PlaygroundProvider value={playground}>
      <Boundary>
        <Tooltip.Provider delayDuration={200}>
          <PageHeader />
          <LessonRegion />
          <CurrentView />
          <ModelDoor />
          <KeptDoor />
          <PageFooter />
        </Tooltip.Provider>
      </Boundary>
    </PlaygroundProvider>
  )
}
