import { ExpertMark } from '../controls/expert-mark.tsx'
import { en } from '../messages/en.ts'

const words = en.lens

export function laneName(name: string): string {
  return name === 'base' || name === 'adapted' ? words.names[name] : words.alone(name)
}

/** Gives what is inside the colour of a lane. */
export function laneTone(name: string): Record<string, string> {
  return name === 'base' || name === 'adapted' ? { 'data-tone': name } : { 'data-expert': name }
}

/** Mark and name of a lane: an expert's own shape, a bar for the other two. */
export function LaneLabel({ name }: { readonly name: string }) {
  return (
    <span className="lens-lane" {...laneTone(name)}>
      {name === 'base' || name === 'adapted' ? <i aria-hidden="true" /> : <ExpertMark name={name} />}
      {laneName(name)}
    </span>
  )
}
