import { useRef } from 'react'
import { useKeptFocus } from '../kept-focus.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useTryExpert } from './try-expert.ts'

const words = en.training

/** What can be done with a training in its present state. */
export function TrainingActions() {
  const { training } = usePlayground()
  const { status, record, made: name } = usePart('training', (state) => state)
  // It may have been renamed or removed since.
  const isThere = usePart('ownExperts', ({ experts }) => experts.some((own) => own.name === name))
  const made = isThere ? name : null
  const ready = usePart('session', (state) => state.phase === 'ready')
  const tryExpert = useTryExpert()
  const place = useRef<HTMLDivElement>(null)
  useKeptFocus(place, status)
  if (status === 'idle') return null
  if (status === 'opening' || status === 'running') {
    return (
      <div className="row" ref={place}>
        <button type="button" className="button" onClick={training.pause}>
          {words.pause}
        </button>
        <button type="button" className="button" onClick={() => void training.discard()}>
          {en.cancel}
        </button>
      </div>
    )
  }
  if (status === 'done') {
    return (
      <div className="row" ref={place}>
        {made && (
          <>
            <span role="status">{words.made(made)}</span>
            <button type="button" className="button primary" onClick={() => tryExpert(made)}>
              {words.tryIt}
            </button>
          </>
        )}
        <button type="button" className="button" onClick={() => void training.discard()}>
          {words.close}
        </button>
      </div>
    )
  }
  return (
    <div className="row" ref={place}>
      <button
        type="button"
        className="button primary"
        disabled={!ready}
        onClick={() => void training.resume()}
      >
        {words.resume}
      </button>
      {record?.snapshot && (
        <button type="button" className="button" disabled={!ready} onClick={() => void training.finish()}>
          {words.finish}
        </button>
      )}
      <button type="button" className="button" onClick={() => void training.discard()}>
        {words.discard}
      </button>
    </div>
  )
}
