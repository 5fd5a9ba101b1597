import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { ProblemNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { Term } from '../controls/term.tsx'
import { milliseconds, tiny, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { repaintTime } from '../repaint-time.ts'
import { backendWords } from './backend-words.ts'
import { SamplingControls } from './sampling-controls.tsx'

/** What computes all this, whether it computes right, and how fast. */
export function EngineRegion() {
  const { session } = usePlayground()
  const { model, selfTest, phase } = usePart('session', (state) => state)
  const speed = usePart('answers', (state) => state.speed)
  const repaint = useStore(repaintTime, (state) => state.ms)

  return (
    <Region heading={en.engine.heading} className="engine-region" id="engine">
      {phase !== 'ready' && <p className="loading">{en.phases[phase]}</p>}
      <dl className="facts">
        {model && (
          <Fact name={en.engine.backend}>
            {backendWords(model.backend, model.device, model.fallbackReason)}
          </Fact>
        )}
        {model && (
          <Fact name={en.engine.selfTest}>
            <span aria-live="polite">
              {selfTest.status === 'running' && en.engine.selfTestRunning}
              {selfTest.status === 'none' && en.engine.selfTestNone}
              {selfTest.status === 'done' &&
                (selfTest.report.passed ? en.engine.passed : en.engine.missed)(
                  tiny(selfTest.report.worstError),
                  tiny(selfTest.report.tolerance),
                )}
            </span>
            {selfTest.status === 'failed' && <ProblemNote problem={selfTest.problem} />}
            <button
              type="button"
              className="button mini"
              disabled={selfTest.status === 'running' || model.backend !== 'webgpu'}
              onClick={() => void session.runSelfTest()}
            >
              {en.engine.runSelfTest}
            </button>
          </Fact>
        )}
        <Fact name={en.engine.speed}>
          {speed ? en.engine.speedValue(whole(speed.tokensPerSecond)) : en.engine.speedNone}
        </Fact>
        {repaint !== null && <Fact name={en.engine.repaint}>{milliseconds(repaint)}</Fact>}
        {speed && (
          <Fact name={<Term means={en.engine.lanesTerm}>{en.engine.lanes}</Term>}>
            {en.engine.lane(speed.lanes)}
          </Fact>
        )}
        {model && (
          <Fact name={en.engine.model}>
            {en.engine.modelValue(
              model.name,
              whole(model.parameters),
              model.layers,
              model.hiddenSize,
              whole(model.vocabSize),
            )}
          </Fact>
        )}
        {model && <Fact name={en.engine.scales}>{en.engine.scalesValue(whole(model.scales))}</Fact>}
        <Fact name={en.engine.sampling}>
          <SamplingControls />
        </Fact>
      </dl>
    </Region>
  )
}

function Fact({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
