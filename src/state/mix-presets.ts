import type { Mix } from '../adapt/adaptation.ts'
import { type FewShotState, foundMix } from './few-shot-store.ts'
import { ALPHA_MAX, ALPHA_MIN, type MixState, type MixStore, sameAlpha } from './mix-store.ts'

/** What a preset is about: `beyond` and `away` extrapolate one expert along its direction and against it. */
export type PresetKind = 'base' | 'half' | 'alone' | 'beyond' | 'away' | 'found'

/** A mix that can be put on the sliders at once. */
export interface MixPreset {
  /** Different for each preset of one list. */
  readonly key: string
  readonly kind: PresetKind
  /** The one expert that it is about; null where it is about all of them. */
  readonly expert: string | null
  /** Experts that are not named have 0. */
  readonly alpha: Mix['alpha']
  /** A search's whole mix, with its mode and one α a matrix; the others leave the mode as it is. */
  readonly whole: Mix | null
}

/** The best mix of a search that has ended, or null. */
export function endedMix(search: Pick<FewShotState, 'status' | 'history'>): Mix | null {
  return search.status === 'done' || search.status === 'stopped' ? foundMix(search) : null
}

/** The presets of these experts, in the order in which they are offered. A search's mix is left out where it uses others. */
export function mixPresets(experts: readonly string[], found: Mix | null): readonly MixPreset[] {
  if (experts.length === 0) return []
  const each = (kind: PresetKind, value: number): MixPreset[] =>
    experts.map((expert) => preset(kind, { [expert]: value }, expert))
  const half = Object.fromEntries(experts.map((name) => [name, 0.5]))
  const usable =
    found && Object.entries(found.alpha).every(([name, value]) => value === 0 || experts.includes(name))
  return [
    preset('base', {}),
    ...(experts.length > 1 ? [preset('half', half)] : []),
    ...(usable ? [preset('found', found.alpha, null, found)] : []),
    ...each('alone', 1),
    ...each('beyond', ALPHA_MAX),
    ...each('away', ALPHA_MIN),
  ]
}

function preset(
  kind: PresetKind,
  alpha: Mix['alpha'],
  expert: string | null = null,
  whole: Mix | null = null,
): MixPreset {
  return { key: expert === null ? kind : `${kind}:${expert}`, kind, expert, alpha, whole }
}

/** The preset that the sliders equal; null where they stand otherwise. Of two, found by a search is what a search set. */
export function presetOf(state: MixState, presets: readonly MixPreset[]): MixPreset | null {
  const equal = presets.filter(({ alpha, whole }) => {
    if (!sameAlpha(state, alpha)) return false
    return whole ? whole.mode === state.mode && (whole.byModule ?? null) === state.byModule : !state.byModule
  })
  const isSearched = Object.values(state.setBy).includes('few-shot')
  return equal.find(({ kind }) => (kind === 'found') === isSearched) ?? equal[0] ?? null
}

/** Puts it on the sliders. */
export function choosePreset(mix: MixStore, { alpha, whole }: MixPreset): void {
  if (whole) mix.setMix(whole, 'few-shot')
  else mix.setAll(alpha, 'you')
}
