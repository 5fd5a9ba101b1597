import type { StoredModel } from '../../io/model-source.ts'
import { RetryNote } from '../controls/problem-note.tsx'
import { bytesText } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.models

/** What this browser keeps of models, each to be opened or removed. */
export function StoredPlace() {
  const { models } = usePlayground()
  const stored = usePart('models', (state) => state.stored)
  if (stored.status === 'failed') {
    return (
      <RetryNote problem={stored.problem} label={en.loadAgain} onRetry={() => void models.loadStored()} />
    )
  }
  if (stored.status !== 'ready') return <p className="quiet">{words.loading}</p>
  if (stored.value.length === 0) return <p className="quiet">{words.storedNone}</p>
  const all = stored.value.reduce((sum, { bytes }) => sum + bytes, 0)
  return (
    <div className="dialog-lines">
      <ul className="stored-list">
        {stored.value.map((model) => (
          <StoredRow key={model.id} model={model} />
        ))}
      </ul>
      <p>
        <button type="button" className="button" onClick={() => void models.removeStored(null)}>
          {words.clearAll(bytesText(all))}
        </button>
      </p>
    </div>
  )
}

function StoredRow({ model: { id, name, kind, bytes, isWhole } }: { readonly model: StoredModel }) {
  const { models } = usePlayground()
  const what = words.storedKinds[kind]
  return (
    <li className="stored-row">
      <span className="stored-name">
        <strong>{name}</strong>
        <span className="quiet">
          {what}, {bytesText(bytes)}
          {!isWhole && kind !== 'factors' && `, ${words.storedPart}`}
        </span>
        {!isWhole && kind !== 'model' && <span className="quiet">{words.storedGoesOn[kind]}</span>}
      </span>
      <span className="row">
        {isWhole && (
          <button
            type="button"
            className="button"
            aria-label={words.openNamed(name)}
            onClick={() => void models.open({ kind: 'stored', id })}
          >
            {words.open}
          </button>
        )}
        <button
          type="button"
          className="button"
          aria-label={words.removeNamed(name, what)}
          onClick={() => void models.removeStored(id)}
        >
          {words.remove}
        </button>
      </span>
    </li>
  )
}
