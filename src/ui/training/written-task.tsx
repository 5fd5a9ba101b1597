import { useId, useState } from 'react'
import { TEXT_MAX } from '../../state/task-draft-store.ts'
import { ANSWER_MATCHES, FEWEST_EXERCISES, type WrittenExercises } from '../../tasks/written-exercises.ts'
import { FileButton } from '../controls/file-button.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useTold } from '../use-teller.ts'
import { exampleTask } from './example-task.ts'

const words = en.training
const SHOWN_PROBLEMS = 4

/** A task in the visitor's own words, typed, pasted or from a file. */
export function WrittenTask({ task }: { readonly task: WrittenExercises }) {
  const { taskDraft } = usePlayground()
  const { text, match } = usePart('taskDraft', (state) => state)
  const form = usePart('session', ({ world }) => world.form)
  const [fileProblem, setFileProblem] = useState<'tooLong' | 'unreadable' | null>(null)
  const id = useId()

  /** Below what stands there already: nothing that was typed goes. */
  function append(more: string): void {
    const before = taskDraft.getState().text
    const joined = before === '' || before.endsWith('\n') ? before + more : `${before}\n${more}`
    if (joined.length > TEXT_MAX) setFileProblem('tooLong')
    else taskDraft.setState({ text: joined })
  }

  async function read(file: File): Promise<void> {
    setFileProblem(null)
    if (file.size > TEXT_MAX) {
      setFileProblem('tooLong')
      return
    }
    try {
      append(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()))
    } catch {
      setFileProblem('unreadable')
    }
  }

  return (
    <div className="written-task">
      <label htmlFor={id}>{words.text}</label>
      <textarea
        id={id}
        className="mono"
        rows={9}
        maxLength={TEXT_MAX}
        value={text}
        spellCheck={false}
        autoCapitalize="off"
        aria-describedby={`${id}-hint ${id}-state`}
        aria-invalid={task.problems.length > 0}
        onChange={(event) => taskDraft.setState({ text: event.target.value })}
      />
      <p className="quiet" id={`${id}-hint`}>
        {words.textHint}
      </p>
      <div className="form-line">
        <FileButton
          label={words.openFile}
          accept=".jsonl,.json,.txt,.csv,text/*"
          onFile={(file) => void read(file)}
        />
        {text.trim() === '' && (
          <button type="button" className="button" onClick={() => append(exampleTask(form))}>
            {words.example}
          </button>
        )}
      </div>
      <div id={`${id}-state`} aria-live="polite">
        {fileProblem && <p className="form-problem">{words[fileProblem]}</p>}
        <Reading task={task} />
      </div>
      <span className="field">
        <span className="quiet" aria-hidden="true">
          {words.match}
        </span>
        <Segmented
          legend={words.match}
          options={ANSWER_MATCHES.map((value) => ({ value, label: words.matches[value] }))}
          value={match}
          onChange={(value) => taskDraft.setState({ match: value })}
        />
      </span>
    </div>
  )
}

function Reading({ task: { exercises, problems } }: { readonly task: WrittenExercises }) {
  const heldOut = Math.round(exercises.length / 4)
  const more = problems.length - SHOWN_PROBLEMS
  const told = useTold()
  return (
    <>
      <p className="quiet">
        {exercises.length < FEWEST_EXERCISES
          ? words.tooFew(exercises.length, FEWEST_EXERCISES)
          : words.counted(exercises.length, exercises.length - heldOut, heldOut)}
      </p>
      {problems.slice(0, SHOWN_PROBLEMS).map(({ line, reason }) => (
        <p key={line} className="form-problem">
          {words.lineProblem(line, told(reason))}
        </p>
      ))}
      {problems.length > 0 && (
        <p className="quiet">
          {more > 0 && `${words.moreProblems(more)} `}
          {words.leftOut}
        </p>
      )}
    </>
  )
}
