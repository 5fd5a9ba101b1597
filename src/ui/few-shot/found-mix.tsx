import { foundMix } from '../../state/few-shot-store.ts'
import { alphaText, seconds, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.fewShot

/** The best mix so far, in words, and the way onto the sliders. */
export function FoundMix() {
  const { mix } = usePlayground()
  const state = usePart('fewShot', (now) => now)
  const best = foundMix(state)
  const last = state.history.at(-1)
  if (!best || !last) return null
  const { score } = last.best
  const alpha = Object.entries(best.alpha).map(([name, value]) => `${name} ${alphaText(value)}`)
  const exact = state.scoring === 'exact'
  const told = exact
    ? words.rightOf(whole(score * state.shots), state.shots)
    : words.logProb(alphaText(score))
  return (
    <div className="few-shot-found">
      <p aria-live="polite">{words.best(alpha.join(en.separator), told)}</p>
      <p className="quiet">
        {words.budget(whole(last.evaluations), whole(last.answers), seconds(last.ms))}
        {best.byModule && `. ${words.putLayers}`}
      </p>
      <button type="button" className="button" onClick={() => mix.setMix(best, 'few-shot')}>
        {words.put}
      </button>
    </div>
  )
}
