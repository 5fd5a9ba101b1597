import { useId } from 'react'
import { TRAINABLE_FAMILIES, taskOf } from '../../state/task-draft-store.ts'
import { FamilySelect } from '../controls/family-select.tsx'
import { LabelledSegmented } from '../controls/segmented.tsx'
import { Told } from '../controls/told.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { TrainingSettings } from './training-settings.tsx'
import { useExpertName, useTask, useTaskSource } from './use-task.ts'
import { WrittenTask } from './written-task.tsx'

const words = en.training

/** What an expert is to learn and how; every word of it is kept as it is typed. */
export function TaskForm() {
  const { taskDraft, training } = usePlayground()
  const { family, name: typed } = usePart('taskDraft', (state) => state)
  const families = usePart('session', ({ world }) => world.form === 'tiny')
  const source = useTaskSource()
  const ready = usePart('session', (state) => state.phase === 'ready')
  const busy = usePart('training', ({ status }) => status !== 'idle' && status !== 'done')
  const task = useTask()
  const { name, free, problem } = useExpertName()
  const id = useId()
  const why = !ready ? words.notReady : busy ? words.busy : null

  return (
    <form
      className="task-form"
      aria-label={words.heading}
      onSubmit={(event) => {
        event.preventDefault()
        const draft = taskDraft.getState()
        void training.begin(name, taskOf({ ...draft, source }, name), draft.options)
      }}
    >
      {families && (
        <div className="form-line">
          <LabelledSegmented
            legend={words.source}
            options={[
              { value: 'family', label: words.fromFamily },
              { value: 'written', label: words.written },
            ]}
            value={source}
            onChange={(value) => taskDraft.setState({ source: value })}
          />
          {source === 'family' && (
            <FamilySelect
              label={words.family}
              hideLabel
              families={TRAINABLE_FAMILIES}
              value={family}
              onChange={(chosen) => taskDraft.setState({ family: chosen })}
            />
          )}
        </div>
      )}
      {source === 'written' && <WrittenTask task={task} />}
      <TrainingSettings />
      <div className="form-line">
        <span className="field">
          <label htmlFor={`${id}-name`}>{words.name}</label>
          <input
            id={`${id}-name`}
            type="text"
            className="text-box"
            value={typed}
            placeholder={free}
            maxLength={32}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            aria-invalid={problem !== null}
            aria-describedby={`${id}-name-note`}
            onChange={(event) => taskDraft.setState({ name: event.target.value })}
          />
        </span>
        <button
          type="submit"
          className="button primary"
          disabled={why !== null || !task.usable || problem !== null}
        >
          {words.train}
        </button>
        <p id={`${id}-name-note`} className={`form-note ${problem ? 'form-problem' : 'quiet'}`} role="status">
          {problem ? <Told text={problem} /> : (why ?? (typed === '' ? words.nameHint(free) : ''))}
        </p>
      </div>
    </form>
  )
}
