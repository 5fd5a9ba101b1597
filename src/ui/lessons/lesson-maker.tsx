import { useId, useState } from 'react'
import {
  fittingTask,
  PANELS,
  type Panel,
  TASK_MAX,
  taskRoom,
  USUAL_PANELS,
} from '../../state/lessons/lesson-names.ts'
import { PLAYGROUND } from '../../state/view-store.ts'
import { Region } from '../controls/region.tsx'
import { copyText } from '../copy-text.ts'
import { enLessons } from '../messages/en-lessons.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = enLessons.maker

/** A teacher chooses what is shown, writes what is to be done, and takes the link. */
export function LessonMaker() {
  const playground = usePlayground()
  const [shown, setShown] = useState<readonly Panel[]>(['prompt', 'experts', 'outputs'])
  const [task, setTask] = useState('')
  const [said, setSaid] = useState('')
  // The link holds what is asked; it changes with the playground behind this view.
  usePart('prompt', (state) => state.asked)
  const hint = useId()
  const area = useId()
  const show = PANELS.filter((panel) => shown.includes(panel))
  const isAll = show.length === USUAL_PANELS.length && !show.includes('svd')
  const line = task.trim()
  const { hash: fragment, left } = playground.written(PLAYGROUND, {
    ...(!isAll && { show }),
    ...(line !== '' && { task: line }),
  })
  const address = new URL(fragment, location.href).href
  const isRefused = left.includes('task')
  const toggle = (panel: Panel): void =>
    setShown(shown.includes(panel) ? shown.filter((name) => name !== panel) : [...shown, panel])
  const copy = async (): Promise<void> => {
    try {
      await copyText(address)
      setSaid(words.copied)
    } catch {
      setSaid(words.notCopied)
    }
  }
  return (
    <Region heading={words.heading} className="lesson-maker">
      <p className="lessons-intro">{words.intro}</p>
      <fieldset className="lesson-panels">
        <legend>{words.show}</legend>
        {PANELS.map((panel) => (
          <label key={panel}>
            <input type="checkbox" checked={shown.includes(panel)} onChange={() => toggle(panel)} />
            {enLessons.panels[panel]}
          </label>
        ))}
      </fieldset>
      <label htmlFor={area}>{words.task}</label>
      <textarea
        id={area}
        rows={2}
        maxLength={TASK_MAX}
        placeholder={words.placeholder}
        aria-describedby={hint}
        value={task}
        dir="auto"
        onChange={(event) => setTask(fittingTask(event.target.value))}
      />
      <p className="quiet" id={hint}>
        {words.taskHint(taskRoom(task))}
      </p>
      {show.length === 0 || isRefused ? (
        <p className="lesson-link" role="status">
          {show.length === 0 ? words.nothing : words.noRoom}
        </p>
      ) : (
        <>
          <p className="lesson-link">
            <a href={fragment}>{words.look}</a>
          </p>
          <label className="lesson-address">
            <span>{words.link}</span>
            <input type="text" readOnly value={address} onFocus={(event) => event.target.select()} />
          </label>
          {left.includes('prompt') && <p className="quiet">{words.long}</p>}
        </>
      )}
      <div className="lesson-buttons">
        <button
          type="button"
          className="button primary"
          disabled={show.length === 0 || isRefused}
          onClick={() => void copy()}
        >
          {words.copy}
        </button>
        <span role="status">{said}</span>
      </div>
    </Region>
  )
}
