import { ALPHA_MAX, ALPHA_MIN, ALPHA_STEP, isAlpha } from '../../state/mix-store.ts'
import { ExpertMark } from '../controls/expert-mark.tsx'
import { NumberBox } from '../controls/number-box.tsx'
import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { AlphaSlider } from './alpha-slider.tsx'

export function ExpertRow({ name }: { readonly name: string }) {
  const { mix } = usePlayground()
  const alpha = usePart('mix', (state) => state.alpha[name] ?? 0)
  const soloed = usePart('mix', (state) => state.solo?.name === name)
  const muted = usePart('mix', (state) => state.muted[name] !== undefined)
  const label = en.experts.alpha(name)

  return (
    <fieldset className="expert" aria-label={name} data-expert={name}>
      <span className="expert-name" aria-hidden="true">
        <ExpertMark name={name} />
        <span>
          <span className="alpha-sign">α</span> {name}
        </span>
      </span>
      <AlphaSlider name={name} alpha={alpha} />
      <NumberBox
        label={label}
        hideLabel
        value={alpha}
        min={ALPHA_MIN}
        max={ALPHA_MAX}
        step={ALPHA_STEP}
        range={en.experts.range}
        accepts={isAlpha}
        format={alphaText}
        onValue={(value) => void mix.setAlpha(name, value)}
      />
      <span className="expert-buttons foldable">
        <button
          type="button"
          className="button mini"
          aria-pressed={soloed}
          aria-label={`${en.experts.solo} ${name}`}
          onClick={() => mix.toggleSolo(name)}
        >
          {en.experts.solo}
        </button>
        <button
          type="button"
          className="button mini"
          aria-pressed={muted}
          aria-label={`${en.experts.mute} ${name}`}
          title={muted ? alphaText(mix.getState().muted[name] ?? 0) : undefined}
          onClick={() => mix.toggleMute(name)}
        >
          {en.experts.mute}
        </button>
        <button
          type="button"
          className="button mini"
          aria-label={`${en.experts.reset} ${name}`}
          onClick={() => mix.reset(name)}
        >
          {en.experts.reset}
        </button>
      </span>
    </fieldset>
  )
}
