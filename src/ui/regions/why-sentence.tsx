import type { Mix } from '../../adapt/adaptation.ts'
import { TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import { activeAlphas, describeMix } from '../describe-mix.ts'
import { whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'

interface WhySentenceProps {
  readonly mix: Mix
  /** Tokens of both answers. */
  readonly base: readonly string[]
  readonly adapted: readonly string[]
}

/** One sentence that says why the adapted answer is what it is, from the answers themselves. */
export function WhySentence({ mix, base, adapted }: WhySentenceProps) {
  const scales = usePart('session', (state) => state.model?.scales ?? null)
  const exercises = usePart('session', ({ world }) => world.form === 'tiny')
  const count = scales === null ? en.fewThousand : whole(scales)

  const words = describeMix(mix)
  const same = base.join('') === adapted.join('')
  const raised = activeAlphas(mix).some(
    ([name, alpha]) => alpha > 0 && TRAINED_FAMILIES.some((family) => family === name),
  )
  let text: string
  if (words === '') text = mix.mode === 'paper' ? en.why.paperZero : en.why.zero
  else if (same) text = en.why.unchanged(words, count)
  else if (exercises && raised && mix.mode === 'blend' && adapted.length > base.length)
    text = en.why.longer(words, adapted.length, base.length, count)
  else text = en.why.other(words, count)
  return <p className="why">{text}</p>
}
