import { FileButton } from '../controls/file-button.tsx'
import { ProblemNote } from '../controls/problem-note.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { loadExpert } from '../training/load-expert.ts'

const words = en.models

/** Why there are no sliders, and how to get some. */
export function NoExperts({ why }: { readonly why: 'dense' | 'none' }) {
  const { factoring, ownExperts } = usePlayground()
  const status = usePart('factoring', (state) => state.status)
  const problem = usePart('ownExperts', (state) => state.problem)
  if (why === 'dense') {
    return (
      <div className="no-experts">
        <p className="quiet">{words.dense}</p>
        {status === 'idle' && (
          <button type="button" className="button" onClick={() => void factoring.run()}>
            {words.factor}
          </button>
        )}
      </div>
    )
  }
  return (
    <div className="no-experts">
      <p className="quiet">{words.noExperts}</p>
      <span className="row">
        <FileButton
          label={words.loadExpert}
          accept=".safetensors"
          onFile={(file) => void loadExpert(ownExperts, file)}
        />
        <button
          type="button"
          className="button"
          onClick={() => document.getElementById('train')?.scrollIntoView()}
        >
          {words.trainExpert}
        </button>
      </span>
      {problem && <ProblemNote problem={problem} />}
    </div>
  )
}
