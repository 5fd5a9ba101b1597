import { Suspense } from 'react'
import { foundMix } from '../../state/few-shot-store.ts'
import { RetryNote } from '../controls/problem-note.tsx'
import { RunButton } from '../controls/run-button.tsx'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { ExampleSource } from './example-source.tsx'
import { FoundMix } from './found-mix.tsx'
import { HeldOut } from './held-out.tsx'
import { SearchProgress } from './search-progress.tsx'
import { SearchSettings } from './search-settings.tsx'
import { useExamples } from './use-examples.ts'
import '../styles/few-shot.css'

const SearchCharts = lazyPart(() => import('./search-charts.tsx'))

const words = en.fewShot

/** The third strategy: a search over α on a few examples, generation by generation. */
export default function FewShotPanel() {
  const { fewShot, settings, mix } = usePlayground()
  const ready = usePart('session', (state) => state.phase === 'ready')
  const state = usePart('fewShot', (now) => now)
  const { usable } = useExamples()
  const { status, history, problem } = state
  const running = status === 'running'
  const run = (): void => void fewShot.run(settings.getState().seed, mix.getState().mode)

  return (
    <div className="few-shot">
      <ExampleSource />
      <SearchSettings />
      <div className="row">
        <RunButton
          running={running}
          disabled={!ready || !usable}
          run={{ label: words.run, onClick: run }}
          stop={{ label: words.stop, onClick: fewShot.stop }}
        />
      </div>
      <div aria-live="polite">
        {status === 'idle' && <p className="quiet">{words.idle}</p>}
        {status === 'stopped' && (
          <p className="quiet">{history.length === 0 ? words.stoppedEarly : words.stopped(history.length)}</p>
        )}
        {problem && <RetryNote problem={problem} label={en.retry} onRetry={run} />}
      </div>
      {running && <SearchProgress />}
      {foundMix(state) && (
        <>
          <FoundMix />
          <Suspense>
            <SearchCharts history={history} isShare={state.scoring === 'exact'} />
          </Suspense>
          <HeldOut />
        </>
      )}
    </div>
  )
}
