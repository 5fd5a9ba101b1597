import { FileButton } from '../controls/file-button.tsx'
import { ProblemNote } from '../controls/problem-note.tsx'
import { ProblemText } from '../controls/problem-text.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { loadExpert } from './load-expert.ts'
import { OwnExpertRow } from './own-expert-row.tsx'

const words = en.training

/** Experts that were trained here or loaded from files: kept, renamed, downloaded, removed. */
export function OwnExperts() {
  const { ownExperts } = usePlayground()
  const { experts, removed, problem, notKept } = usePart('ownExperts', (state) => state)
  const ready = usePart('session', (state) => state.phase === 'ready')

  return (
    <div className="own-experts">
      <div className="own-head">
        <h3>{words.own}</h3>
        <FileButton
          label={words.load}
          accept=".safetensors"
          disabled={!ready}
          onFile={(file) => void loadExpert(ownExperts, file)}
        />
      </div>
      {experts.length === 0 && <p className="quiet">{words.ownNone}</p>}
      <div aria-live="polite">
        {problem && (
          <ProblemNote problem={problem}>
            <button type="button" className="button mini" onClick={ownExperts.dismiss}>
              {en.dismiss}
            </button>
          </ProblemNote>
        )}
        {notKept && experts.length > 0 && (
          <div className="notice">
            {words.ownNotKept} <ProblemText problem={notKept} />
          </div>
        )}
        {removed && (
          <p className="row">
            <span className="quiet">{words.removed(removed.name)}</span>
            <button
              type="button"
              className="button mini"
              // biome-ignore lint/a11y/noAutofocus: the button that the visitor has just pressed is gone
              autoFocus
              onClick={() => void ownExperts.undoRemove()}
            >
              {words.undo}
            </button>
          </p>
        )}
      </div>
      <ul className="own-list">
        {experts.map((expert) => (
          <OwnExpertRow key={expert.look} expert={expert} />
        ))}
      </ul>
    </div>
  )
}
