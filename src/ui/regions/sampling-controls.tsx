import { useId } from 'react'
import { isTemperature, TEMPERATURE_MAX, TOKEN_LIMITS } from '../../state/settings-store.ts'
import { NumberBox } from '../controls/number-box.tsx'
import { SeedBox } from '../controls/seed-box.tsx'
import { Term } from '../controls/term.tsx'
import { whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

export function SamplingControls() {
  const { settings } = usePlayground()
  const { seed, temperature, maxTokens } = usePart('settings', (state) => state)
  const id = useId()
  return (
    <span className="row">
      <SeedBox label={en.engine.seed} value={seed} onValue={(value) => settings.setState({ seed: value })} />
      <NumberBox
        label={en.engine.temperature}
        value={temperature}
        min={0}
        max={TEMPERATURE_MAX}
        step={0.1}
        range={en.engine.temperatureRange}
        accepts={isTemperature}
        onValue={(value) => settings.setState({ temperature: value })}
      />
      <span className="field">
        <label htmlFor={id}>{en.engine.maxTokens}</label>
        <select
          id={id}
          value={maxTokens}
          onChange={(event) => settings.setState({ maxTokens: Number(event.target.value) })}
        >
          {TOKEN_LIMITS.map((limit) => (
            <option key={limit} value={limit}>
              {en.engine.maxTokensValue(whole(limit))}
            </option>
          ))}
        </select>
      </span>
      <Term means={en.engine.temperatureTerm}>{en.engine.temperatureWord}</Term>
    </span>
  )
}
