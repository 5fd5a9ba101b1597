import { useEffect, useRef } from 'react'
import { isEmptyDrawing } from '../../state/inspector-drawing.ts'
import { ProblemNote } from '../controls/problem-note.tsx'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { alphaText } from '../format.ts'
import { useKeptFocus } from '../kept-focus.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'
import { BrushAnswers } from './brush-answers.tsx'
import { BrushPlot } from './brush-plot.tsx'
import { BrushTarget } from './brush-target.tsx'
import { ComponentBox } from './component-box.tsx'
import { RankView } from './rank-view.tsx'
import { SubjectLabel } from './subject.tsx'
import '../styles/brush.css'

const words = en.inspector

/** z drawn by hand, as a further expert that outputs follow. */
export function BrushSection() {
  const { brush } = usePlayground()
  const problem = usePart('brush', (state) => state.problem)
  const isLoaded = usePart('brush', (state) => state.spectra !== null)
  const matrix = usePart('inspector', (state) => state.matrix)
  const part = usePart('brush', ({ parts }) => parts[matrix])
  useEffect(() => {
    if (!isLoaded) void brush.open()
  }, [brush, isLoaded])

  return (
    <div className="inspector-section brush">
      <div className="region-head">
        <h3>{words.brush}</h3>
        <Steps />
      </div>
      <p className="chart-sentence">{words.brushIntro}</p>
      {problem && <ProblemNote problem={problem} />}
      {part ? (
        <>
          <BrushTarget part={part} />
          <div className="brush-columns">
            <BrushPlot part={part} />
            <div className="brush-rest">
              <ComponentBox part={part} />
              <RankView part={part} />
            </div>
          </div>
          <Holder />
          <BrushAnswers />
        </>
      ) : (
        !problem && <p className="quiet">{words.loadingBrush}</p>
      )}
    </div>
  )
}

function Steps() {
  const { brush } = usePlayground()
  const canUndo = usePart('brush', ({ past }) => past.length > 0)
  const canReset = usePart('brush', ({ drawing }) => !isEmptyDrawing(drawing))
  const place = useRef<HTMLSpanElement>(null)
  useKeptFocus(place, `${canUndo} ${canReset}`)
  return (
    <span className="row" ref={place}>
      <button type="button" className="button mini" disabled={!canUndo} onClick={brush.undo}>
        {words.undo}
      </button>
      <button type="button" className="button mini" disabled={!canReset} onClick={brush.reset}>
        {words.reset}
      </button>
    </span>
  )
}

/** The expert that holds the drawing. */
function Holder() {
  const { brush, ownExperts } = usePlayground()
  const name = usePart('brush', (state) => state.expert)
  const alpha = usePart('mix', (state) => (name === null ? 0 : (state.alpha[name] ?? 0)))
  const own = usePart('ownExperts', ({ experts }) => experts.find((expert) => expert.name === name))
  if (name === null || !own) return <p className="quiet">{words.brushEmpty}</p>
  return (
    <div className="inspector-foot">
      <p className="brush-holder" aria-live="polite">
        <SubjectLabel name={name} />
        <span>{words.brushHolds(name, alphaText(alpha))}</span>
      </p>
      <span className="row">
        <SaveButtons
          what={name}
          forms={[
            [
              words.file,
              () => {
                const { bytes } = ownExperts.getState().experts.find((expert) => expert.name === name) ?? own
                saveFile(`${name}.safetensors`, 'application/octet-stream', bytes)
              },
            ],
          ]}
        />
        <button type="button" className="button mini" onClick={brush.another}>
          {words.another}
        </button>
      </span>
    </div>
  )
}
