import { useDeferredValue } from 'react'
import { AccuracyRegion } from './accuracy-region.tsx'
import { AskedNotice } from './asked-notice.tsx'
import { ConfusionRegion } from './confusion-region.tsx'
import { DeviceNotice } from './device-notice.tsx'
import { EngineRegion } from './engine-region.tsx'
import { ExpertsRegion } from './experts-region.tsx'
import { FactorBar } from './factor-bar.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { InspectorRegion } from './inspector-region.tsx'
import { LensRegion } from './lens-region.tsx'
import { LinkNotice } from './link-notice.tsx'
import { NextTokenRegion } from './next-token-region.tsx'
import { Outputs } from './outputs.tsx'
import { Panel, useShown } from './panel.tsx'
import { PictureSvdRegion } from './picture-svd-region.tsx'
import { PicturesRegion } from './pictures-region.tsx'
import { PromptRegion } from './prompt-region.tsx'
import { SilenceNotice } from './silence-notice.tsx'
import { SweepRegion } from './sweep-region.tsx'
import { TourRegion } from './tour-region.tsx'
import { TrainingRegion } from './training-region.tsx'
import { TwoPassRegion } from './two-pass-region.tsx'
import { UnkeptNotice } from './unkept-notice.tsx'
import { WeightsRegion } from './weights-region.tsx'

/** The playground itself: prompt, sliders, both outputs, and the instruments below. */
export function PlaygroundView() {
  const hasSliders = useShown('experts')
  const hasOutputs = useShown('outputs', 'next-token')
  // The first paint does not wait for what a first screen does not show.
  const isWhole = useDeferredValue(true, false)
  return (
    <main className={isWhole ? undefined : 'first-screen'}>
      <TourRegion />
      <LinkNotice />
      <FailureNotice />
      <DeviceNotice />
      <SilenceNotice />
      <AskedNotice />
      <UnkeptNotice />
      <FactorBar />
      <Panel name="svd">
        <PictureSvdRegion />
      </Panel>
      <Panel name="prompt">
        <PromptRegion />
      </Panel>
      {(hasSliders || hasOutputs) && (
        <div className={`stage${hasSliders && hasOutputs ? '' : ' is-single'}`}>
          {hasSliders && <ExpertsRegion />}
          {hasOutputs && (
            <div className="stage-outputs">
              <Panel name="outputs">
                <Outputs />
              </Panel>
              <Panel name="next-token">
                <NextTokenRegion />
              </Panel>
            </div>
          )}
        </div>
      )}
      {isWhole && <LowerParts />}
    </main>
  )
}

function LowerParts() {
  const hasInstruments = useShown('weights', 'confusion', 'engine')
  return (
    <>
      <Panel name="two-pass">
        <TwoPassRegion />
      </Panel>
      {hasInstruments && (
        <div className="instruments">
          <Panel name="weights">
            <WeightsRegion />
          </Panel>
          <Panel name="confusion">
            <ConfusionRegion />
          </Panel>
          <Panel name="engine">
            <EngineRegion />
          </Panel>
        </div>
      )}
      <Panel name="lens">
        <LensRegion />
      </Panel>
      <Panel name="sweep">
        <SweepRegion />
      </Panel>
      <Panel name="inspector">
        <InspectorRegion />
      </Panel>
      <Panel name="training">
        <TrainingRegion />
      </Panel>
      <Panel name="pictures">
        <PicturesRegion />
      </Panel>
      <Panel name="accuracy">
        <AccuracyRegion />
      </Panel>
    </>
  )
}
