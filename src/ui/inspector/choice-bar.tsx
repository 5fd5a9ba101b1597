import { useId } from 'react'
import { inspectableNames } from '../../state/inspector.ts'
import { CURRENT_MIX } from '../../state/inspector-link.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { subjectName } from './subject.tsx'
import { SubjectSaving } from './subject-saving.tsx'

const words = en.inspector
const NOTHING = ''

/** What is looked at, and what it is compared with. */
export function ChoiceBar() {
  const { inspector } = usePlayground()
  const first = usePart('inspector', (state) => state.first)
  const second = usePart('inspector', (state) => state.second)
  const model = usePart('session', (state) => state.model)
  const sliders = usePart('mix', (state) => state.experts)
  const names = [...inspectableNames(model, sliders), CURRENT_MIX]
  return (
    <div className="inspector-bar">
      <Choice
        label={words.show}
        value={first}
        names={names}
        onChange={(name) => inspector.choose({ first: name })}
      />
      <Choice
        label={words.compare}
        value={second ?? NOTHING}
        names={[NOTHING, ...names]}
        onChange={(name) => inspector.choose({ second: name === NOTHING ? null : name })}
      />
      <SubjectSaving />
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly names: readonly string[]
  readonly onChange: (name: string) => void
}

function Choice({ label, value, names, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <span className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name === NOTHING ? words.nothing : subjectName(name)}
          </option>
        ))}
      </select>
    </span>
  )
}
