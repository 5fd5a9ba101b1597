import { textOf } from '../../state/answers-store.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { useThrottled } from '../throttled.ts'

/** Both outputs once more, within sight of the hand that draws. */
export function BrushAnswers() {
  const asked = usePart('prompt', (state) => state.asked)
  const base = usePart('answers', (state) => textOf(state.base))
  const adapted = usePart('answers', (state) => textOf(state.adapted))
  const spoken = useThrottled(adapted, 1000)
  return (
    <>
      <dl className="brush-answers">
        <dt>{en.inspector.brushAsked}</dt>
        <dd>{asked}</dd>
        <dt>{en.base}</dt>
        <dd>{base || '…'}</dd>
        <dt>{en.adapted}</dt>
        <dd>{adapted || '…'}</dd>
      </dl>
      <p className="visually-hidden" aria-live="polite">
        {en.adapted}: {spoken}
      </p>
    </>
  )
}
