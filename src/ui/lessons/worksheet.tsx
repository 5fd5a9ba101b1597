import type { LessonName } from '../../state/lessons/lesson-names.ts'
import { enLessons as words } from '../messages/en-lessons.ts'

/** What is printed of a lesson: one page to write on. Not on the screen. */
export function Worksheet({ name }: { readonly name: LessonName }) {
  const { title, goal, steps, question, sheet } = words.lessons[name]
  return (
    <div className="worksheet" aria-hidden="true">
      <p className="worksheet-head">
        <span>{words.worksheet.name}</span>
        <span>{words.worksheet.date}</span>
      </p>
      <h2>{title}</h2>
      <p>
        <strong>{words.worksheet.goal}:</strong> {goal}
      </p>
      <h3>{words.worksheet.steps}</h3>
      <ol>
        {Object.entries(steps).map(([step, text]) => (
          <li key={step}>{text}</li>
        ))}
      </ol>
      <h3>{words.worksheet.notes}</h3>
      {[...sheet, `${words.question}: ${question}`].map((line) => (
        <p key={line} className="worksheet-line">
          {line}
        </p>
      ))}
    </div>
  )
}
