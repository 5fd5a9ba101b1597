import { useId } from 'react'
import { MIX_MODES } from '../../core/mixing-types.ts'
import { ProblemNote } from '../controls/problem-note.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

/** How the experts are combined, in one line each; a mix that does not exist is said here. */
export function MixModeSelect() {
  const { mix } = usePlayground()
  const mode = usePart('mix', (state) => state.mode)
  const problem = usePart('answers', ({ adapted }) =>
    adapted.problem?.code === 'bad-mix' ? adapted.problem : null,
  )
  const id = useId()
  return (
    <div className="mix-mode">
      <label htmlFor={id}>{en.experts.mode}</label>
      <select
        id={id}
        value={mode}
        aria-describedby={`${id}-what`}
        onChange={(event) => {
          const chosen = MIX_MODES.find((name) => name === event.target.value)
          if (chosen) mix.setMode(chosen)
        }}
      >
        {MIX_MODES.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <p className="quiet" id={`${id}-what`}>
        {en.modes[mode]}
      </p>
      {problem && <ProblemNote problem={problem} />}
    </div>
  )
}
