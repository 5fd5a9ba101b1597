import { Suspense } from 'react'
import { STRATEGIES } from '../../adapt/adaptation.ts'
import type { Playground } from '../../state/playground.ts'
import { ProblemNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useUnadaptableText } from '../use-unadaptable.ts'
import { TwoPassResult } from './two-pass-result.tsx'

const FewShotPanel = lazyPart(() => import('../few-shot/few-shot-panel.tsx'))

/** Self-adaptation as in the paper: find out what the task needs, then answer with the mix for it. */
export function TwoPassRegion() {
  const { twoPass } = usePlayground()
  const strategy = usePart('twoPass', (state) => state.strategy)
  const unable = useUnadaptableText(en.models.twoPassNone)
  if (unable) {
    return (
      <Region heading={en.twoPass.heading} className="two-pass-region">
        <p className="quiet">{unable}</p>
      </Region>
    )
  }
  return (
    <Region heading={en.twoPass.heading} className="two-pass-region">
      <div className="two-pass-head">
        <p className="lead">{strategy === 'few-shot' ? en.fewShot.intro : en.twoPass.intro}</p>
        <div className="row">
          <Segmented
            legend={en.twoPass.strategy}
            options={STRATEGIES.map((value) => ({ value, label: value }))}
            value={strategy}
            onChange={twoPass.setStrategy}
          />
          {strategy !== 'few-shot' && <RunButton />}
        </div>
        <p className="quiet">{en.strategies[strategy]}</p>
      </div>
      {strategy === 'few-shot' ? (
        <Suspense fallback={<p className="quiet">{en.accuracy.loading}</p>}>
          <FewShotPanel />
        </Suspense>
      ) : (
        <Dispatched />
      )}
    </Region>
  )
}

function RunButton() {
  const { twoPass, prompt, settings, session } = usePlayground()
  const ready = usePart('session', (state) => state.phase === 'ready')
  const running = usePart('twoPass', (state) => state.status === 'running')
  if (running) {
    return (
      <button type="button" className="button" onClick={twoPass.cancel}>
        {en.cancel}
      </button>
    )
  }
  const run = (): void => void runTwoPass({ twoPass, prompt, settings, session })
  return (
    <button type="button" className="button primary" disabled={!ready} onClick={run}>
      {en.twoPass.run}
    </button>
  )
}

function runTwoPass({
  twoPass,
  prompt,
  settings,
  session,
}: Pick<Playground, 'twoPass' | 'prompt' | 'settings' | 'session'>): Promise<void> {
  const { asked, system } = prompt.getState()
  const chats = session.getState().world.form === 'chat'
  return twoPass.run(asked, settings.getState().maxTokens, chats ? system : '')
}

/** What the two strategies did that name the kind of task of one prompt. */
function Dispatched() {
  const { twoPass, prompt, settings, session } = usePlayground()
  const asked = usePart('prompt', (state) => state.asked)
  const { status, pass, result, problem, prompt: answered } = usePart('twoPass', (state) => state)
  const running = status === 'running'
  return (
    <>
      <div aria-live="polite" aria-busy={running}>
        {running && <p className="quiet">{en.twoPass.running(pass)}</p>}
        {!running && !result && !problem && <p className="quiet">{en.twoPass.idle}</p>}
        {!running && result && answered !== asked && <p className="badge">{en.twoPass.stale}</p>}
        {problem && (
          <ProblemNote problem={problem}>
            <button
              type="button"
              className="button"
              onClick={() => void runTwoPass({ twoPass, prompt, settings, session })}
            >
              {en.retry}
            </button>
          </ProblemNote>
        )}
      </div>
      {result && !problem && <TwoPassResult result={result} />}
    </>
  )
}
