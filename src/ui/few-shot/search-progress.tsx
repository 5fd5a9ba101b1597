import { seconds, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'

const words = en.fewShot

/** How far the search is, what it has spent, and about how long it still takes. */
export function SearchProgress() {
  const history = usePart('fewShot', (state) => state.history)
  const wanted = usePart('fewShot', (state) => state.settings.generations)
  const judging = usePart('fewShot', (state) => state.judging)
  const last = history.at(-1)
  const all = last?.generations ?? wanted
  const done = history.length
  const left = last ? (last.ms / done) * (all - done) : null
  return (
    <p className="progress-line">
      <progress
        aria-label={words.run}
        value={done + (judging ? judging.answered / judging.wanted : 0)}
        max={all}
      />
      <span className="quiet">
        {last ? words.progress(done, all) : words.starting}
        {judging && `, ${words.judging(whole(judging.answered), whole(judging.wanted))}`}
        {left !== null && `, ${words.left(seconds(left))}`}
        {last && `; ${words.budget(whole(last.evaluations), whole(last.answers), seconds(last.ms))}`}
      </span>
    </p>
  )
}
