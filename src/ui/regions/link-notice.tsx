import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useTold } from '../use-teller.ts'

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
          {problems.map(({ key, value, reason }) => (
            <li key={`${key}${value}${reason}`}>{en.link.item(key, value, told(reason))}</li>
          ))}
        </ul>
      </div>
      <button type="button" className="button" onClick={notices.dismiss}>
        {en.dismiss}
      </button>
    </div>
  )
}
