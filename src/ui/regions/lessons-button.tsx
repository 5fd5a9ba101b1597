import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

/** Goes to the lessons and back. */
export function LessonsButton() {
  const { view } = usePlayground()
  const isThere = usePart('view', (state) => state.view === 'lessons')
  return (
    <button
      type="button"
      className="button"
      onClick={() => view.setState({ view: isThere ? 'playground' : 'lessons', experiment: null })}
    >
      {isThere ? en.results.back : en.lessonsButton}
    </button>
  )
}
