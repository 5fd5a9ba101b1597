import { useEffect } from 'react'
import { ProblemNote } from '../controls/problem-note.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { BrushSection } from './brush-section.tsx'
import { ChoiceBar } from './choice-bar.tsx'
import { MapSection } from './map-section.tsx'
import { MatrixSection } from './matrix-section.tsx'
import { StrongestTable } from './strongest-table.tsx'
import '../styles/inspector.css'

/** The map of a subject, one matrix of it from near, and that matrix's strongest components. */
export default function InspectorPanel() {
  const { inspector } = usePlayground()
  const spectra = usePart('inspector', (state) => state.spectra)
  const part = usePart('inspector', (state) => state.parts[state.matrix])
  const problem = usePart('inspector', (state) => state.problem)
  useEffect(() => inspector.open(), [inspector])
  return (
    <div className="inspector">
      <ChoiceBar />
      {problem && <ProblemNote problem={problem} />}
      {spectra && part ? (
        <>
          <MapSection spectra={spectra} />
          <MatrixSection part={part} />
          <StrongestTable part={part} />
          <BrushSection />
        </>
      ) : (
        !problem && <p className="quiet inspector-waiting">{en.inspector.waiting}</p>
      )}
    </div>
  )
}
