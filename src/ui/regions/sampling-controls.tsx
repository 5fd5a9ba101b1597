import { isSeed, isTemperature, SEED_MAX, TEMPERATURE_MAX } from '../../state/settings-store.ts'
import { NumberBox } from '../controls/number-box.tsx'
import { Term } from '../controls/term.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

export function SamplingControls() {
  const { settings } = usePlayground()
  const { seed, temperature } = usePart('settings', (state) => state)
  return (
    <span className="row">
      <NumberBox
        label={en.engine.seed}
        value={seed}
        min={0}
        max={SEED_MAX}
        step={1}
        range={en.engine.seedRange}
        accepts={isSeed}
        onValue={(value) => settings.setState({ seed: value })}
      />
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
      <Term means={en.engine.temperatureTerm}>{en.engine.temperatureWord}</Term>
    </span>
  )
}
