import { inspectableNames } from '../../state/inspector.ts'
import { SCOPES, type Scope } from '../../state/inspector-brush-store.ts'
import { CURRENT_MIX } from '../../state/inspector-link.ts'
import type { MatrixSpectrum } from '../../state/inspector-spectrum.ts'
import { LabelledSegmented } from '../controls/segmented.tsx'
import { SelectField } from '../controls/select-field.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { subjectName } from './subject.tsx'

const words = en.inspector
const BASE = ''

/** What the drawing begins with, and which matrices a stroke draws on. */
export function BrushTarget({ part: { matrix } }: { readonly part: MatrixSpectrum }) {
  const { brush } = usePlayground()
  const scope = usePart('brush', (state) => state.scope)
  const start = usePart('brush', ({ drawing }) => drawing.start)
  const held = usePart('brush', (state) => state.expert)
  const model = usePart('session', (state) => state.model)
  const sliders = usePart('mix', (state) => state.experts)
  const names = inspectableNames(model, sliders).filter((name) => name !== held)
  // What it began with may be gone by now.
  const known = start === null || start === CURRENT_MIX || names.includes(start) ? names : [...names, start]
  const label = (each: Scope): string => {
    const { layer, kind } = matrix
    switch (each) {
      case 'matrix':
        return words.brushScopes.matrix(layer + 1, kind)
      case 'layer':
        return words.brushScopes.layer(layer + 1)
      case 'module':
        return words.brushScopes.module(kind)
      case 'all':
        return words.brushScopes.all()
      default:
        return each satisfies never
    }
  }
  return (
    <div className="inspector-bar">
      <SelectField
        label={words.brushBegin}
        value={start ?? BASE}
        options={[
          [BASE, words.brushBeginNone],
          ...[...known, CURRENT_MIX].map((name) => [name, subjectName(name)] as const),
        ]}
        onChange={(name) => void brush.startFrom(name === BASE ? null : name)}
      />
      <LabelledSegmented
        legend={words.brushScope}
        value={scope}
        onChange={brush.setScope}
        options={SCOPES.map((value) => ({ value, label: label(value) }))}
      />
    </div>
  )
}
