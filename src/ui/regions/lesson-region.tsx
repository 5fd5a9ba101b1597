import { Suspense } from 'react'
import { lazyPart } from '../lazy-part.tsx'
import { usePart } from '../playground-context.tsx'

const LessonGuide = lazyPart(() => import('../lessons/lesson-guide.tsx'))

/** What a lesson or a teacher's link asks for, above everything else; fetched only where there is one. */
export function LessonRegion() {
  const isThere = usePart('lessons', ({ lesson, task }) => lesson !== null || task !== null)
  const view = usePart('view', (state) => state.view)
  if (!isThere || view === 'lessons') return null
  return (
    <Suspense fallback={<div className="lesson-waiting" />}>
      <LessonGuide />
    </Suspense>
  )
}
