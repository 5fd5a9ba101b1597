import { useId, useMemo } from 'react'
import { choosePreset, endedMix, type MixPreset, mixPresets, presetOf } from '../../state/mix-presets.ts'
import { activeAlphas } from '../describe-mix.ts'
import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.experts
const NONE = ''

function textOf({ kind, expert, alpha, whole }: MixPreset): string {
  if (whole) {
    const set = activeAlphas(whole).map(([name, value]) => `${name} ${alphaText(value)}`)
    return words.presets.found(set.join(en.separator) || words.presets.base())
  }
  return words.presets[kind](alphaText(Object.values(alpha)[0] ?? 0), expert ?? '')
}

/** Mixes to begin with, of the experts that are there; it shows which of them stands on the sliders, if one does. */
export function PresetSelect() {
  const { mix } = usePlayground()
  const experts = usePart('mix', (state) => state.experts)
  const found = usePart('fewShot', endedMix)
  const presets = useMemo(() => mixPresets(experts, found), [experts, found])
  const present = usePart('mix', (state) => presetOf(state, presets)?.key ?? NONE)
  const id = useId()
  if (presets.length === 0) return null

  return (
    <div className="preset-mix foldable">
      <label htmlFor={id}>{words.preset}</label>
      <select
        id={id}
        value={present}
        onChange={(event) => {
          const chosen = presets.find(({ key }) => key === event.target.value)
          if (chosen) choosePreset(mix, chosen)
        }}
      >
        {present === NONE && (
          <option value={NONE} hidden>
            {words.presetNone}
          </option>
        )}
        {presets.map((preset) => (
          <option key={preset.key} value={preset.key}>
            {textOf(preset)}
          </option>
        ))}
      </select>
    </div>
  )
}
