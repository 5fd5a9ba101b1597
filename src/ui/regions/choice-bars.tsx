import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { ShareBar } from '../controls/share-bar.tsx'
import { percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'

const words = en.choices

/**
 * How likely one of the two models finds each answer on offer, and whether the likeliest is right, whatever it wrote;
 * nothing where the prompt offers none.
 */
export function ChoiceBars({ which }: { readonly which: 'base' | 'adapted' }) {
  const known = usePart('prompt', (state) => state.known)
  const { choices, status, ...shares } = usePart('choices', (state) => state)
  const own = shares[which]
  if (!known?.choices || status === 'idle' || status === 'failed') return null
  if (!own) return status === 'running' ? <p className="quiet">{words.weighing}</p> : null
  const likeliest = choices[own.indexOf(Math.max(...own))] ?? ''
  const begun = sharedWords(choices)
  const right = known.verify(likeliest)
  const [said, expected] = [likeliest.slice(begun), known.expected.slice(begun)]
  return (
    <div className="choices" aria-busy={status === 'running'}>
      <p className="quiet">{words.heading}</p>
      <SavedDrawing
        title={`${en.outputs[which]}: ${words.heading}`}
        file={`answers-${which}`}
        csv={[
          [words.answer, words.probability],
          ...choices.map((choice, index) => [choice, String(own[index] ?? 0)]),
        ]}
      >
        <ol className="category-bars" aria-label={words.heading}>
          {choices.map((choice, index) => (
            <li key={choice} data-chosen={choice === likeliest}>
              <span className="category-name mono">
                {choice.slice(begun)}
                {choice === known.expected && <span aria-hidden="true">✓</span>}
              </span>
              <ShareBar share={own[index] ?? 0} tone={which} />
              <span className="bar-value">{percent(own[index] ?? 0)}</span>
            </li>
          ))}
        </ol>
      </SavedDrawing>
      <p className={`verdict ${right ? 'is-right' : 'is-wrong'}`}>
        <strong>
          <span aria-hidden="true">{right ? '✓' : '✗'}</span> {right ? en.outputs.right : en.outputs.wrong}
        </strong>{' '}
        <span className="quiet">{right ? words.right(said) : words.wrong(said, expected)}</span>
      </p>
    </div>
  )
}

/** Characters of the words that all of them begin with. */
function sharedWords(choices: readonly string[]): number {
  const [first = ''] = choices
  let length = 0
  while (length < first.length && choices.every((choice) => choice[length] === first[length])) length += 1
  return first.lastIndexOf(' ', length - 1) + 1
}
