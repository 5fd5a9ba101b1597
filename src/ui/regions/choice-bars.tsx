import { ShareBar } from '../controls/share-bar.tsx'
import { percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'

/** How likely one of the two models finds each answer on offer; nothing where the prompt offers none. */
export function ChoiceBars({ which }: { readonly which: 'base' | 'adapted' }) {
  const known = usePart('prompt', (state) => state.known)
  const { choices, status, ...shares } = usePart('choices', (state) => state)
  const own = shares[which]
  if (!known?.choices || status === 'idle' || status === 'failed') return null
  if (!own) return status === 'running' ? <p className="quiet">{en.choices.weighing}</p> : null
  const best = choices[own.indexOf(Math.max(...own))]
  const begun = sharedWords(choices)
  return (
    <section className="choices" aria-label={en.choices.heading} aria-busy={status === 'running'}>
      <p className="quiet">{en.choices.heading}</p>
      <ol className="category-bars">
        {choices.map((choice, index) => (
          <li key={choice} data-chosen={choice === best}>
            <span className="category-name mono">{choice.slice(begun)}</span>
            <ShareBar share={own[index] ?? 0} tone={which} />
            <span className="bar-value">{percent(own[index] ?? 0)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Right or wrong by the likeliest answer on offer; nothing while they have not been weighed. */
export function useLikeliest(which: 'base' | 'adapted'): string | null {
  const own = usePart('choices', (state) => state[which])
  const choices = usePart('choices', (state) => state.choices)
  return own ? (choices[own.indexOf(Math.max(...own))] ?? null) : null
}

/** Characters of the words that all of them begin with. */
export function sharedWords(choices: readonly string[]): number {
  const [first = ''] = choices
  let length = 0
  while (length < first.length && choices.every((choice) => choice[length] === first[length])) length += 1
  return first.lastIndexOf(' ', length - 1) + 1
}
