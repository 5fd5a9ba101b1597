import { useRef } from 'react'
import { EXAMPLE_GROUPS, type ExampleGroup } from '../../state/example-book.ts'
import { ExpertMark } from '../controls/expert-mark.tsx'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'

/** Each chip asks the next example of its group; `surprise me` draws a fresh test item of any family. */
export function ExampleChips() {
  const { prompt, examples } = usePlayground()
  const drawn = useRef<Record<string, number>>({})

  const nextDraw = (key: string): number => {
    const draw = drawn.current[key] ?? 0
    drawn.current[key] = draw + 1
    return draw
  }
  const propose = (group: ExampleGroup): void => {
    const present = prompt.getState().asked
    const example = examples.example(group, nextDraw(group))
    prompt.propose(example === present ? examples.example(group, nextDraw(group)) : example)
  }

  return (
    <fieldset className="chips" aria-label={en.prompt.examples}>
      {EXAMPLE_GROUPS.map((group) => (
        <button key={group} type="button" className="chip" onClick={() => propose(group)}>
          {group !== 'harder' && <ExpertMark name={group} />}
          {en.prompt.groups[group]}
        </button>
      ))}
      <button
        type="button"
        className="chip"
        onClick={() => prompt.propose(examples.surprise(nextDraw('surprise')))}
      >
        {en.prompt.surprise}
      </button>
    </fieldset>
  )
}
