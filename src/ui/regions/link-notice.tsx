import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useTold } from '../use-teller.ts'

/** More of a mangled link tells nobody more, and would push the page out of sight. */
const MOST_PARTS = 6
const MOST_CHARACTERS = 60
const LONGEST_REASON = 200

/** The parts of the address that were not understood; they were left out, not guessed. */
export function LinkNotice() {
  const { notices } = usePlayground()
  const told = useTold()
  const problems = usePart('notices', (state) => state.link)
  if (problems.length === 0) return null
  return (
    <div className="notice" role="alert">
      <div>
        <strong>{en.link.title}</strong>
        <ul>
          {problems.slice(0, MOST_PARTS).map(({ key, value, reason }) => (
            <li key={`${key}${value}${reason}`}>
              {en.link.item(beginning(key), beginning(value), beginning(told(reason), LONGEST_REASON))}
            </li>
          ))}
          {problems.length > MOST_PARTS && <li>{en.link.more(problems.length - MOST_PARTS)}</li>}
        </ul>
      </div>
      <button type="button" className="button" onClick={notices.dismiss}>
        {en.dismiss}
      </button>
    </div>
  )
}

function beginning(text: string, most = MOST_CHARACTERS): string {
  const characters = [...text]
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text
}
