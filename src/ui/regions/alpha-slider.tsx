import type { CSSProperties } from 'react'
import { ALPHA_MAX, ALPHA_MIN, ALPHA_STEP } from '../../state/mix-store.ts'
import { alphaText } from '../format.ts'
import { useHeldThumb } from '../held-thumb.ts'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'
import { markSliderInput } from '../repaint-time.ts'

const SPAN = ALPHA_MAX - ALPHA_MIN

function place(alpha: number): number {
  return (alpha - ALPHA_MIN) / SPAN
}

/** A native range with marks at 0 (the base) and 1 (the expert as trained); a double click goes back to 0. */
export function AlphaSlider({ name, alpha }: { readonly name: string; readonly alpha: number }) {
  const { mix } = usePlayground()
  const from = Math.min(place(0), place(alpha))
  const to = Math.max(place(0), place(alpha))
  const fill = { '--fill-from': from, '--fill-to': to } as CSSProperties
  const held = useHeldThumb()

  return (
    <span className="alpha-slider" style={fill}>
      <span className="alpha-track" aria-hidden="true">
        <span className="alpha-fill" />
        {[0, 1].map((tick) => (
          <span key={tick} className="alpha-tick" style={{ '--at': place(tick) } as CSSProperties}>
            {tick}
          </span>
        ))}
      </span>
      <input
        type="range"
        className="alpha-range"
        min={ALPHA_MIN}
        max={ALPHA_MAX}
        step={ALPHA_STEP}
        value={alpha}
        aria-label={en.experts.alpha(name)}
        aria-valuetext={en.experts.valueText(name, alphaText(alpha))}
        onChange={(event) => {
          markSliderInput()
          mix.setAlpha(name, event.target.valueAsNumber)
        }}
        {...held}
        onDoubleClick={() => mix.reset(name)}
        onKeyDown={(event) => {
          if (event.key === 'Backspace' || event.key === 'Delete') mix.reset(name)
        }}
      />
    </span>
  )
}
