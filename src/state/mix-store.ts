import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mix } from '../adapt/adaptation.ts'
import type { MixMode } from '../core/mixing-types.ts'

export const ALPHA_MIN = -1
export const ALPHA_MAX = 2
export const ALPHA_STEP = 0.01

/** Who gave an α its present value. */
export type SetBy = 'start' | 'you' | 'two-pass' | 'few-shot' | 'link'

export interface MixState {
  readonly experts: readonly string[]
  readonly mode: MixMode
  /** What is applied, always: muting or soloing moves the numbers themselves. */
  readonly alpha: Readonly<Record<string, number>>
  readonly setBy: Readonly<Record<string, SetBy>>
  readonly solo: { readonly name: string; readonly restore: Readonly<Record<string, number>> } | null
  /** Muted expert → the α that unmuting brings back. */
  readonly muted: Readonly<Record<string, number>>
  /** One α an adapted matrix, found by a search; `alpha` holds the means. Gone as soon as anything is moved. */
  readonly byModule: Mix['byModule'] | null
  /** True while a thumb is held: long answers wait for the release. */
  readonly dragging: boolean
}

export interface MixStore extends StoreApi<MixState> {
  /** Values outside −1 … 2 or not finite are refused: false, and nothing changes. */
  setAlpha(name: string, value: number, by?: SetBy): boolean
  /** Replaces every α at once; experts that are not named get 0. */
  setAll(alpha: Readonly<Record<string, number>>, by: SetBy): void
  setMode(mode: MixMode): void
  /** A whole mix, α a matrix included, as a search found it. */
  setMix(mix: Mix, by: SetBy): void
  setDragging(dragging: boolean): void
  toggleSolo(name: string): void
  toggleMute(name: string): void
  reset(name: string): void
  resetAll(): void
  /** Multiplies every α, by less where one would leave its range: what they are to one another stays. */
  scaleAll(factor: number): void
  /** Makes the sum of all α 1, where that is possible within their range; false, and nothing changes, where it is not. */
  normalise(): boolean
  /** Keeps the α of the names that stay, starts the others at 0, forgets the rest. */
  setExperts(names: readonly string[]): void
  /** The expert keeps its place, its α and whatever else is known of it. */
  rename(from: string, to: string): void
}

/** True for what a slider can be set to. */
export function isAlpha(value: number): boolean {
  return Number.isFinite(value) && value >= ALPHA_MIN && value <= ALPHA_MAX
}

/** The slider's grid, so that 0.1 + 0.2 shows and sends 0.3. */
function onGrid(value: number): number {
  return Math.round(value * 100) / 100 + 0
}

type Alphas = Readonly<Record<string, number>>

/** True where setting every α to these, the others to 0, would leave the sliders as they stand. */
export function sameAlpha({ experts, alpha }: Pick<MixState, 'experts' | 'alpha'>, wanted: Alphas): boolean {
  return experts.every((name) => alpha[name] === onGrid(wanted[name] ?? 0))
}

function scaled(alpha: Alphas, factor: number): Alphas {
  return Object.fromEntries(Object.entries(alpha).map(([name, value]) => [name, onGrid(value * factor)]))
}

/** The largest factor up to `wanted` that keeps every α in its range. */
export function roomToScale(alpha: Alphas, wanted: number): number {
  const most = Object.values(alpha).map((value) => {
    if (value === 0) return wanted
    return (value > 0 ? ALPHA_MAX : ALPHA_MIN) / value
  })
  return Math.min(wanted, ...most)
}

/**
 * By what every α is multiplied so that their sum is 1; null where it is already, and where no such mix is within their
 * range or has the same signs.
 */
export function factorToOne(alpha: Alphas): number | null {
  const sum = Object.values(alpha).reduce((before, value) => before + value, 0)
  if (sum < 0.005 || Math.abs(sum - 1) < 0.005) return null
  const factor = 1 / sum
  return Object.values(alpha).every((value) => isAlpha(value * factor)) ? factor : null
}

/** What stands on the sliders, as the worker takes it. */
export function mixOf(state: MixState): Mix {
  const { mode, alpha, byModule } = state
  return byModule ? { mode, alpha, byModule } : { mode, alpha }
}

export function createMixStore(initial: {
  readonly experts: readonly string[]
  readonly mode: MixMode
  readonly alpha: Readonly<Record<string, number>>
  readonly by?: SetBy
}): MixStore {
  const fill = (
    names: readonly string[],
    from: Readonly<Record<string, number>>,
  ): Readonly<Record<string, number>> => Object.fromEntries(names.map((name) => [name, from[name] ?? 0]))
  const all = (names: readonly string[], by: SetBy): Readonly<Record<string, SetBy>> =>
    Object.fromEntries(names.map((name) => [name, by]))

  const store = createStore<MixState>(() => ({
    experts: initial.experts,
    mode: initial.mode,
    alpha: fill(initial.experts, initial.alpha),
    setBy: all(initial.experts, initial.by ?? 'start'),
    solo: null,
    muted: {},
    byModule: null,
    dragging: false,
  }))

  /** Whatever is moved by hand lets go of α a matrix. */
  function move(change: Partial<MixState>): void {
    store.setState({ byModule: null, ...change })
  }

  function setAlpha(name: string, value: number, by: SetBy = 'you'): boolean {
    const state = store.getState()
    if (!isAlpha(value) || !state.experts.includes(name)) return false
    const { [name]: _, ...muted } = state.muted
    move({
      alpha: { ...state.alpha, [name]: onGrid(value) },
      setBy: { ...state.setBy, [name]: by },
      muted,
      solo: state.solo && state.solo.name !== name ? null : state.solo,
    })
    return true
  }

  function setAll(alpha: Readonly<Record<string, number>>, by: SetBy, whole: Partial<MixState> = {}): void {
    const { experts } = store.getState()
    const next = Object.fromEntries(experts.map((name) => [name, onGrid(alpha[name] ?? 0)]))
    move({ alpha: next, setBy: all(experts, by), solo: null, muted: {}, ...whole })
  }

  function toggleSolo(name: string): void {
    const state = store.getState()
    if (state.solo?.name === name) {
      move({ alpha: state.solo.restore, solo: null })
      return
    }
    const before = state.solo?.restore ?? state.alpha
    // An expert at 0 alone would only be the base: hear it at full strength instead.
    const own = before[name] || 1
    move({
      alpha: { ...fill(state.experts, {}), [name]: own },
      setBy: { ...state.setBy, [name]: 'you' },
      solo: { name, restore: before },
      muted: {},
    })
  }

  function toggleMute(name: string): void {
    const state = store.getState()
    const saved = state.muted[name]
    if (saved !== undefined) {
      const { [name]: _, ...muted } = state.muted
      move({ alpha: { ...state.alpha, [name]: saved }, muted })
      return
    }
    move({
      alpha: { ...state.alpha, [name]: 0 },
      setBy: { ...state.setBy, [name]: 'you' },
      muted: { ...state.muted, [name]: state.alpha[name] ?? 0 },
      solo: state.solo?.name === name ? null : state.solo,
    })
  }

  return {
    ...store,
    setAlpha,
    setAll: (alpha, by) => setAll(alpha, by),
    toggleSolo,
    toggleMute,
    setMode: (mode) => move({ mode }),
    // In one step, so that no mix between the old and the new one is ever answered with.
    setMix: ({ mode, alpha, byModule = null }, by) => setAll(alpha, by, { mode, byModule }),
    setDragging: (dragging) => store.setState({ dragging }),
    reset: (name) => void setAlpha(name, 0),
    resetAll: () => setAll({}, 'you'),
    scaleAll: (factor) => {
      const { alpha } = store.getState()
      setAll(scaled(alpha, roomToScale(alpha, factor)), 'you')
    },
    normalise: () => {
      const { alpha } = store.getState()
      const factor = factorToOne(alpha)
      if (factor === null) return false
      setAll(scaled(alpha, factor), 'you')
      return true
    },
    rename: (from, to) => {
      const { experts, alpha, setBy, muted, solo, byModule } = store.getState()
      const named = (name: string): string => (name === from ? to : name)
      const moved = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
        Object.fromEntries(Object.entries(record).map(([name, value]) => [named(name), value]))
      store.setState({
        experts: experts.map(named),
        alpha: moved(alpha),
        setBy: moved(setBy),
        muted: moved(muted),
        byModule: byModule && moved(byModule),
        solo: solo && { name: named(solo.name), restore: moved(solo.restore) },
      })
    },
    setExperts: (names) => {
      const state = store.getState()
      store.setState({
        experts: names,
        byModule: Object.keys(state.byModule ?? {}).every((name) => names.includes(name))
          ? state.byModule
          : null,
        alpha: fill(names, state.alpha),
        setBy: Object.fromEntries(names.map((name) => [name, state.setBy[name] ?? 'start'])),
        solo:
          state.solo && names.includes(state.solo.name)
            ? { name: state.solo.name, restore: fill(names, state.solo.restore) }
            : null,
        muted: Object.fromEntries(Object.entries(state.muted).filter(([name]) => names.includes(name))),
      })
    },
  }
}
