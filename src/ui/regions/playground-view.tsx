import { AccuracyRegion } from './accuracy-region.tsx'
import { AskedNotice } from './asked-notice.tsx'
import { ConfusionRegion } from './confusion-region.tsx'
import { EngineRegion } from './engine-region.tsx'
import { ExpertsRegion } from './experts-region.tsx'
import { FactorBar } from './factor-bar.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { InspectorRegion } from './inspector-region.tsx'
import { LinkNotice } from './link-notice.tsx'
import { NextTokenRegion } from './next-token-region.tsx'
import { Outputs } from './outputs.tsx'
import { PicturesRegion } from './pictures-region.tsx'
import { PromptRegion } from './prompt-region.tsx'
import { TrainingRegion } from './training-region.tsx'
import { TwoPassRegion } from './two-pass-region.tsx'
import { WeightsRegion } from './weights-region.tsx'

/** The playground itself: prompt, sliders, both outputs, and the instruments below. */
export function PlaygroundView() {
  return (
    <main>
      <LinkNotice />
      <FailureNotice />
      <AskedNotice />
      <FactorBar />
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
      <InspectorRegion />
      <TrainingRegion />
      <PicturesRegion />
      <AccuracyRegion />
    </main>
  )
}
