import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const ID = 'view-button'

/** Goes to the measured experiments and back; the playground keeps everything meanwhile. */
export function ViewButton() {
  const { view } = usePlayground()
  const now = usePart('view', (state) => state.view)
  const next = now === 'results' ? 'playground' : 'results'
  const show = (): void => view.setState({ view: next, experiment: null })
  return (
    <button type="button" className="button" id={ID} onClick={show}>
      {next === 'results' ? en.results.open : en.results.back}
    </button>
  )
}

/** For a return from the results that was no press of the button, such as the browser's Back. */
export function focusViewButton(): void {
  document.getElementById(ID)?.focus()
}
