import { COMPONENT_RANGE, NO_STROKES } from '../../core/inspect/drawing.ts'
import { drawnPart } from '../../state/inspector-brush-store.ts'
import type { MatrixSpectrum } from '../../state/inspector-spectrum.ts'
import { NumberBox } from '../controls/number-box.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.inspector
const [LEAST, MOST] = COMPONENT_RANGE

/** z of the single component that is pointed at. */
export function ComponentBox({ part }: { readonly part: MatrixSpectrum }) {
  const { brush } = usePlayground()
  const drawing = usePart('brush', (state) => state.drawing)
  const component = usePart('inspector', (state) => Math.min(state.component, part.matrix.rank - 1))
  const isSet =
    drawing.strokes.get(part.index)?.components.has(component) ?? NO_STROKES.components.has(component)
  const { z } = drawnPart({ drawing }, part)
  return (
    <div className="brush-part">
      <div className="row">
        <NumberBox
          // Text that is being typed belongs to one component.
          key={`${part.index} ${component}`}
          label={words.single(component + 1)}
          value={z[component] ?? 1}
          min={LEAST}
          max={MOST}
          step={0.05}
          range={words.singleRange}
          accepts={(value) => value >= LEAST && value <= MOST}
          format={(value) => value.toFixed(2)}
          onValue={(value) => brush.setComponent(part.index, component, value)}
        />
        <button
          type="button"
          className="button mini"
          disabled={!isSet}
          onClick={() => brush.setComponent(part.index, component, null)}
        >
          {words.singleBack}
        </button>
      </div>
      <p className="quiet">{words.singleHow}</p>
    </div>
  )
}
