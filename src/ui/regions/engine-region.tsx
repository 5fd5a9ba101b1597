import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { DeviceState } from '../../engine/device-owner/device-state.ts'
import { DiagnosticsButton } from '../controls/diagnostics-button.tsx'
import { ProblemNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { Term } from '../controls/term.tsx'
import { bytesText, millions, milliseconds, tiny, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { repaintTime } from '../repaint-time.ts'
import { useTold } from '../use-teller.ts'
import { backendWords } from './backend-words.ts'
import { SamplingControls } from './sampling-controls.tsx'
import { TryDeviceButton } from './try-device-button.tsx'

/** What computes all this, whether it computes right, and how fast. */
export function EngineRegion() {
  const { session } = usePlayground()
  const { model, engine, device, selfTest, phase } = usePart('session', (state) => state)
  const speed = usePart('answers', (state) => state.speed)
  const told = useTold()
  const repaint = useStore(repaintTime, (state) => state.ms)

  return (
    <Region heading={en.engine.heading} className="engine-region" id="engine">
      {phase !== 'ready' && <p className="loading">{en.phases[phase]}</p>}
      <dl className="facts">
        {engine && (
          <Fact name={en.engine.backend}>
            {backendWords(
              engine.backend,
              engine.device,
              engine.fallbackReason && told(engine.fallbackReason),
            )}
            {engine.fallbackReason !== null && (
              <p className="quiet">
                {en.engine.webgpuIn}{' '}
                <a href="https://caniuse.com/webgpu" target="_blank" rel="noreferrer">
                  {en.engine.webgpuWhere}
                </a>
              </p>
            )}
          </Fact>
        )}
        {device && <DeviceFacts device={device} />}
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
              disabled={selfTest.status === 'running' || engine?.backend !== 'webgpu'}
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
        {model && model.scales > 0 && (
          <Fact name={<Term means={en.engine.readsTerm}>{en.engine.reads}</Term>}>
            {en.engine.readsValue(
              millions(model.weightsRead.present),
              millions(model.weightsRead.merged),
              millions(model.weightsRead.mergedTwice),
            )}
          </Fact>
        )}
        <Fact name={en.engine.diagnostics}>
          <DiagnosticsButton mini />
        </Fact>
        <Fact name={en.engine.sampling}>
          <SamplingControls />
        </Fact>
      </dl>
    </Region>
  )
}

function DeviceFacts({ device }: { readonly device: DeviceState }) {
  const { status, losses, memory } = device
  if (status === 'idle') return null
  return (
    <>
      <Fact name={en.device.heading}>
        <span>
          {[en.device.status[status], losses > 0 && en.device.losses(losses)].filter(Boolean).join(', ')}
        </span>
        {status === 'blocked' && <TryDeviceButton mini />}
      </Fact>
      {memory && (
        <Fact name={en.device.memory}>{en.device.memoryValue(bytesText(memory.bytes), memory.buffers)}</Fact>
      )}
    </>
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
