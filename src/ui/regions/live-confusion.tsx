import { useState } from 'react'
import type { DispatchStrategy } from '../../adapt/adaptation.ts'
import { NumberBox } from '../controls/number-box.tsx'
import { RetryNote } from '../controls/problem-note.tsx'
import { RunButton } from '../controls/run-button.tsx'
import { SeedBox } from '../controls/seed-box.tsx'
import { whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const ITEMS_MIN = 4
const ITEMS_MAX = 2000

function isItems(value: number): boolean {
  return Number.isInteger(value) && value >= ITEMS_MIN && value <= ITEMS_MAX
}

/** Counts freshly drawn prompts in this browser, with progress and a way to stop. */
export function LiveConfusion({ strategy }: { readonly strategy: DispatchStrategy }) {
  const { confusion } = usePlayground()
  const ready = usePart('session', (state) => state.phase === 'ready')
  const { status, wanted, report, problem } = usePart('confusion', (state) => state)
  // A real model reads a prompt in seconds where the embedded one needs milliseconds.
  const large = usePart('session', ({ world }) => world.form !== 'tiny')
  const [items, setItems] = useState(large ? 40 : 200)
  const [seed, setSeed] = useState(1)
  const done = report?.items ?? 0
  const run = (): void => void confusion.run({ strategy, items, seed })

  return (
    <div className="live-confusion">
      <div className="row controls-row">
        <NumberBox
          label={en.confusion.items}
          value={items}
          min={ITEMS_MIN}
          max={ITEMS_MAX}
          step={1}
          range={en.confusion.wantItems}
          accepts={isItems}
          onValue={setItems}
        />
        <SeedBox label={en.confusion.seed} value={seed} onValue={setSeed} />
        <RunButton
          running={status === 'running'}
          disabled={!ready}
          run={{ label: en.confusion.run, onClick: run }}
          stop={{ label: en.cancel, onClick: confusion.cancel }}
        />
      </div>
      <div aria-live="polite">
        {status === 'running' && (
          <p className="progress-line">
            <progress aria-label={en.confusion.live} value={done} max={wanted} />
            <span className="bar-value">{en.confusion.soFar(whole(done), whole(wanted))}</span>
          </p>
        )}
        {status === 'cancelled' && <p className="quiet">{en.confusion.stopped(whole(done))}</p>}
        {status === 'idle' && <p className="quiet">{en.confusion.idle}</p>}
        {status === 'failed' && problem && <RetryNote problem={problem} label={en.retry} onRetry={run} />}
      </div>
    </div>
  )
}
