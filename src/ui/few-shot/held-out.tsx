import { shareOf, type Trial } from '../../state/few-shot-store.ts'
import { ShareBar } from '../controls/share-bar.tsx'
import { percent, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.fewShot
/** A real model reads a question in seconds where the embedded one needs milliseconds. */
const ITEMS = { tiny: 200, chat: 40, plain: 40 } as const

/** What the found mix is worth on items that the search never saw. */
export function HeldOut() {
  const { fewShot, settings } = usePlayground()
  const running = usePart('fewShot', (state) => state.status === 'running')
  const trialStatus = usePart('fewShot', (state) => state.trialStatus)
  const trial = usePart('fewShot', (state) => state.trial)
  const items = ITEMS[usePart('session', ({ world }) => world.form)]
  const tryOut = words.tryOut(whole(items))
  return (
    <div className="few-shot-trial">
      {trialStatus === 'running' ? (
        <button type="button" className="button" onClick={fewShot.stopTrial}>
          {en.cancel}
        </button>
      ) : (
        <button
          type="button"
          className="button"
          disabled={running}
          onClick={() => void fewShot.tryOut(items, settings.getState().seed)}
        >
          {tryOut}
        </button>
      )}
      {trialStatus === 'running' && (
        <p className="progress-line">
          <progress aria-label={tryOut} value={trial?.items ?? 0} max={items} />
          <span className="quiet">{words.trying(whole(trial?.items ?? 0), whole(items))}</span>
        </p>
      )}
      {trial && <TrialResult trial={trial} />}
    </div>
  )
}

function TrialResult({ trial }: { readonly trial: Trial }) {
  const { family, items, base, found } = trial
  const rows = [
    { name: words.base, tone: 'base', ...shareOf(base, items) },
    { name: words.found, tone: 'adapted', ...shareOf(found, items) },
  ] as const
  return (
    <>
      <p className="chart-sentence" aria-live="polite">
        {words.trial(en.families[family], whole(items), percent(rows[0].share, 1), percent(rows[1].share, 1))}
      </p>
      <ol className="few-shot-bars">
        {rows.map(({ name, tone, share, interval: [low, high] }) => (
          <li key={name}>
            <span>{name}</span>
            <ShareBar share={share} tone={tone} />
            <span className="mono">{percent(share, 1)}</span>
            <span className="quiet">{words.interval(percent(low, 1), percent(high, 1))}</span>
          </li>
        ))}
      </ol>
      <p className="quiet">{words.trialNotes}</p>
    </>
  )
}
