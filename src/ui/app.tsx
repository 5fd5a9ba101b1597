import { Tooltip } from 'radix-ui'
import type { Playground } from '../state/playground.ts'
import { en } from './messages/en.ts'
import { PlaygroundProvider } from './playground-context.tsx'
import { AccuracyRegion } from './regions/accuracy-region.tsx'
import { ConfusionRegion } from './regions/confusion-region.tsx'
import { EngineRegion } from './regions/engine-region.tsx'
import { ExpertsRegion } from './regions/experts-region.tsx'
import { FailureNotice } from './regions/failure-notice.tsx'
import { LinkNotice } from './regions/link-notice.tsx'
import { NextTokenRegion } from './regions/next-token-region.tsx'
import { Outputs } from './regions/outputs.tsx'
import { PageHeader } from './regions/page-header.tsx'
import { PicturesRegion } from './regions/pictures-region.tsx'
import { PromptRegion } from './regions/prompt-region.tsx'
import { TwoPassRegion } from './regions/two-pass-region.tsx'
import { WeightsRegion } from './regions/weights-region.tsx'

export function App({ playground }: { readonly playground: Playground }) {
  return (
    <PlaygroundProvider value={playground}>
      <Tooltip.Provider delayDuration={200}>
        <PageHeader />
        <main>
          <LinkNotice />
          <FailureNotice />
          <PromptRegion />
          <div className="stage">
            <ExpertsRegion />
            <div className="stage-outputs">
              <Outputs />
              <NextTokenRegion />
            </div>
          </div>
          <TwoPassRegion />
          <div className="instruments">
            <WeightsRegion />
            <ConfusionRegion />
            <EngineRegion />
          </div>
          <PicturesRegion />
          <AccuracyRegion />
        </main>
        <footer className="page-footer quiet">{en.footer}</footer>
      </Tooltip.Provider>
    </PlaygroundProvider>
  )
}
