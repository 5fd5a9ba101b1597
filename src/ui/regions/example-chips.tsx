import { useRef } from 'react'
import type { ExampleGroup } from '../../state/example-book.ts'
import { ExpertMark } from '../controls/expert-mark.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

/** Groups that stand for an expert, or for none. */
const MARKED: readonly ExampleGroup[] = ['math', 'code', 'reasoning', 'other']

/** Each chip asks the next example of its group; `surprise me` draws a fresh test item of any family. */
export function ExampleChips() {
  const { prompt, examplesOf } = usePlayground()
  const world = usePart('session', (state) => state.world)
  const examples = examplesOf(world)
  const surprises = world.form === 'tiny'
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

  const surprise = (): void => {
    const drawn = examples.surprise(nextDraw('surprise'))
    if (drawn !== null) prompt.propose(drawn)
  }

  return (
    <fieldset className="chips" aria-label={en.prompt.examples}>
      {examples.groups.map((group) => (
        <button key={group} type="button" className="chip" onClick={() => propose(group)}>
          {MARKED.includes(group) && <ExpertMark name={group} />}
          {en.prompt.groups[group]}
        </button>
      ))}
      {surprises && (
        <button type="button" className="chip" onClick={surprise}>
          {en.prompt.surprise}
        </button>
      )}
    </fieldset>
  )
}
