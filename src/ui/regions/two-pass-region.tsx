import { DISPATCH_STRATEGIES } from '../../adapt/adaptation.ts'
import { FULL_TOKENS } from '../../state/playground.ts'
import { ProblemNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { TwoPassResult } from './two-pass-result.tsx'

/** Self-adaptation as in the paper: recognise the task, then answer with the expert for it. */
export function TwoPassRegion() {
  const { twoPass, prompt } = usePlayground()
  const ready = usePart('session', (state) => state.phase === 'ready')
  const asked = usePart('prompt', (state) => state.asked)
  const { strategy, status, pass, result, problem, prompt: answered } = usePart('twoPass', (state) => state)
  const running = status === 'running'
  const run = (): void => void twoPass.run(prompt.getState().asked, FULL_TOKENS)

  return (
    <Region heading={en.twoPass.heading} className="two-pass-region">
      <div className="two-pass-head">
        <p className="lead">{en.twoPass.intro}</p>
        <div className="row">
          <Segmented
            legend={en.twoPass.strategy}
            options={DISPATCH_STRATEGIES.map((value) => ({ value, label: value }))}
            value={strategy}
            onChange={twoPass.setStrategy}
          />
          {running ? (
            <button type="button" className="button" onClick={twoPass.cancel}>
              {en.cancel}
            </button>
          ) : (
            <button type="button" className="button primary" disabled={!ready} onClick={run}>
              {en.twoPass.run}
            </button>
          )}
        </div>
        <p className="quiet">{en.strategies[strategy]}</p>
      </div>
      <div aria-live="polite" aria-busy={running}>
        {running && <p className="quiet">{en.twoPass.running(pass)}</p>}
        {!running && !result && !problem && <p className="quiet">{en.twoPass.idle}</p>}
        {!running && result && answered !== asked && <p className="badge">{en.twoPass.stale}</p>}
        {problem && (
          <ProblemNote problem={problem}>
            <button type="button" className="button" onClick={run}>
              {en.retry}
            </button>
          </ProblemNote>
        )}
      </div>
      {result && !problem && <TwoPassResult result={result} />}
    </Region>
  )
}
