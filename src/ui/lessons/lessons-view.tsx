import { useEffect, useRef } from 'react'
import { LESSON_NAMES } from '../../state/lessons/lesson-names.ts'
import { enLessons as words } from '../messages/en-lessons.ts'
import { usePageTitle } from '../page-title.ts'
import { LinkNotice } from '../regions/link-notice.tsx'
import { openLesson } from './lesson-guide.tsx'
import { LessonMaker } from './lesson-maker.tsx'
import '../styles/lessons.css'

/** All lessons to choose from, and a place to make one. */
export default function LessonsView() {
  const heading = useRef<HTMLHeadingElement>(null)
  usePageTitle(words.pageTitle)
  useEffect(() => heading.current?.focus(), [])
  return (
    <main className="lessons-view">
      <LinkNotice />
      <h2 ref={heading} tabIndex={-1} className="lessons-heading">
        {words.heading}
      </h2>
      <p className="lessons-intro">{words.intro}</p>
      <ol className="lesson-list">
        {LESSON_NAMES.map((name, index) => {
          const { title, minutes, goal } = words.lessons[name]
          return (
            <li key={name}>
              <span className="lesson-number" aria-hidden="true">
                {index + 1}
              </span>
              <div>
                <h3>{title}</h3>
                <p>{goal}</p>
                <p className="quiet">{minutes}</p>
              </div>
              <button
                type="button"
                className="button"
                aria-label={words.startOf(title)}
                onClick={() => openLesson(name)}
              >
                {words.start}
              </button>
            </li>
          )
        })}
      </ol>
      <LessonMaker />
    </main>
  )
}
