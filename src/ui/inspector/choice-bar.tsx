import { inspectableNames } from '../../state/inspector.ts'
import { CURRENT_MIX } from '../../state/inspector-link.ts'
import { SelectField } from '../controls/select-field.tsx'
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
  const options = names.map((name) => [name, subjectName(name)] as const)
  return (
    <div className="inspector-bar">
      <SelectField
        label={words.show}
        value={first}
        options={options}
        onChange={(name) => inspector.choose({ first: name })}
      />
      <SelectField
        label={words.compare}
        value={second ?? NOTHING}
        options={[[NOTHING, words.nothing], ...options]}
        onChange={(name) => inspector.choose({ second: name === NOTHING ? null : name })}
      />
      <SubjectSaving />
    </div>
  )
}
