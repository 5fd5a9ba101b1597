import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

/** Goes to the measured experiments and back; the playground keeps everything meanwhile. */
export function ViewButton() {
  const { view } = usePlayground()
  const now = usePart('view', (state) => state.view)
  const next = now === 'results' ? 'playground' : 'results'
  return (
    <button type="button" className="button" onClick={() => view.setState({ view: next, experiment: null })}>
      {next === 'results' ? en.results.open : en.results.back}
    </button>
  )
}
