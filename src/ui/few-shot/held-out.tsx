import { shareOf, type Trial } from '../../state/few-shot-store.ts'
import { ShareBar } from '../controls/share-bar.tsx'
import { percent, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.fewShot
const ITEMS = 200

/** What the found mix is worth on items that the search never saw. */
export function HeldOut() {
  const { fewShot, settings } = usePlayground()
  const running = usePart('fewShot', (state) => state.status === 'running')
  const trialStatus = usePart('fewShot', (state) => state.trialStatus)
  const trial = usePart('fewShot', (state) => state.trial)
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
          onClick={() => void fewShot.tryOut(ITEMS, settings.getState().seed)}
        >
          {words.tryOut}
        </button>
      )}
      {trialStatus === 'running' && (
        <p className="progress-line">
          <progress aria-label={words.tryOut} value={trial?.items ?? 0} max={ITEMS} />
          <span className="quiet">{words.trying(whole(trial?.items ?? 0), whole(ITEMS))}</span>
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
