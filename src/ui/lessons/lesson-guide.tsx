import { useEffect, useRef } from 'react'
import { LESSON_NAMES, type LessonName } from '../../state/lessons/lesson-names.ts'
import { recogniseSteps, stepsOf } from '../../state/lessons/lesson-steps.ts'
import { encodeUrlState } from '../../state/url-state.ts'
import { Region } from '../controls/region.tsx'
import { enLessons as words } from '../messages/en-lessons.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useVisible } from '../visible.ts'
import { useUncoveredFocus } from './uncovered-focus.ts'
import { Worksheet } from './worksheet.tsx'
import '../styles/lessons.css'

/** The open lesson with its steps, or the task line of a teacher's link. */
export default function LessonGuide() {
  const playground = usePlayground()
  const lesson = usePart('lessons', (state) => state.lesson)
  const task = usePart('lessons', (state) => state.task)
  useEffect(() => recogniseSteps(playground), [playground])
  return (
    <div className="lesson-place">
      {lesson ? <Lesson name={lesson} task={task} /> : task !== null && <Task task={task} />}
    </div>
  )
}

function Task({ task }: { readonly task: string }) {
  return (
    <Region heading={words.taskHeading} className="lesson-region" aside={<Leave />}>
      <p className="lesson-task" dir="auto">
        {task}
      </p>
    </Region>
  )
}

function Lesson({ name, task }: { readonly name: LessonName; readonly task: string | null }) {
  const { lessons, view } = usePlayground()
  const done = usePart('lessons', (state) => state.done)
  const { title, goal, steps, question, answer } = words.lessons[name]
  const names = stepsOf(name).map(([step]) => step)
  const next = LESSON_NAMES[LESSON_NAMES.indexOf(name) + 1]
  const isOver = done >= names.length
  const text: Readonly<Record<string, string>> = steps
  const frame = useRef<HTMLDivElement>(null)
  const inSight = useVisible(frame, true)
  const present = isOver
    ? words.stepsDone(names.length, names.length)
    : `${words.step(done + 1, names.length)} ${text[names[done] ?? '']}`
  return (
    <>
      <div ref={frame}>
        <Region
          heading={`${words.region} ${LESSON_NAMES.indexOf(name) + 1}: ${title}`}
          className="lesson-region"
          aside={<Leave />}
        >
          <p className="lesson-goal">{goal}</p>
          {task !== null && (
            <p className="lesson-task" dir="auto">
              {task}
            </p>
          )}
          <ol className="lesson-steps">
            {names.map((step, index) => (
              <li
                key={step}
                className={index < done ? 'is-done' : index === done ? 'is-next' : ''}
                aria-current={index === done ? 'step' : undefined}
              >
                <span className="lesson-mark" aria-hidden="true">
                  {index < done ? '✓' : index + 1}
                </span>
                <span>
                  {index < done && <span className="visually-hidden">{words.stepDone}: </span>}
                  {text[step]}
                </span>
              </li>
            ))}
          </ol>
          <p role="status" className="lesson-count quiet">
            {words.stepsDone(Math.min(done, names.length), names.length)}
          </p>
          <details className="lesson-question">
            <summary>
              <strong>{words.question}</strong> {question}
            </summary>
            <p>{answer}</p>
          </details>
          <div className="lesson-buttons">
            {isOver && next && (
              <button type="button" className="button primary" onClick={() => openLesson(next)}>
                {words.next(words.lessons[next].title)}
              </button>
            )}
            {done > 0 && (
              <button type="button" className="button" onClick={() => lessons.again()}>
                {words.again}
              </button>
            )}
            <button type="button" className="button" onClick={() => print()}>
              {words.print}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => view.setState({ view: 'lessons', experiment: null })}
            >
              {words.all}
            </button>
          </div>
        </Region>
      </div>
      {!inSight && <Now text={present} />}
      <Worksheet name={name} />
    </>
  )
}

/** The present step, for whoever works further down the page. It is in the list already for whoever hears the page. */
function Now({ text }: { readonly text: string }) {
  const bar = useRef<HTMLParagraphElement>(null)
  useUncoveredFocus(bar)
  return (
    <p className="lesson-now" aria-hidden="true" ref={bar}>
      <span>{text}</span>
    </p>
  )
}

/** By its link, so that the browser's Back leads out of it again. */
export function openLesson(lesson: LessonName): void {
  location.hash = encodeUrlState({ lesson })
}

function Leave() {
  const { lessons } = usePlayground()
  return (
    <button type="button" className="button quiet-button" onClick={() => lessons.leave()}>
      {words.leave}
    </button>
  )
}
