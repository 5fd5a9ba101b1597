import { CURRENT_MIX } from '../../state/inspector-link.ts'
import { ExpertMark } from '../controls/expert-mark.tsx'
import { en } from '../messages/en.ts'

/** What a subject is called on the page. */
export function subjectName(name: string): string {
  return name === CURRENT_MIX ? en.inspector.mix : name
}

/** Gives what is inside the colour of a subject: an expert's own, and the adapted model's for a mix. */
export function subjectTone(name: string): Record<string, string> {
  return name === CURRENT_MIX ? { 'data-tone': 'adapted' } : { 'data-expert': name }
}

export function SubjectLabel({ name }: { readonly name: string }) {
  return (
    <span className="legend-item">
      {name === CURRENT_MIX ? <span className="mix-mark" aria-hidden="true" /> : <ExpertMark name={name} />}
      {subjectName(name)}
    </span>
  )
}
