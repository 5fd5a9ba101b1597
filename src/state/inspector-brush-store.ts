import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mix } from '../adapt/adaptation.ts'
import {
  COMPONENT_RANGE,
  drawnMultipliers,
  GAIN_HANDLES,
  GAIN_RANGE,
  type Keep,
  type MatrixStrokes,
  NO_STROKES,
} from '../core/inspect/drawing.ts'
import type { Spectra } from '../worker/spectra.ts'
import { type Drawing, EMPTY_DRAWING, isEmptyDrawing, isSameStart } from './inspector-drawing.ts'
import { CURRENT_MIX } from './inspector-link.ts'
import { type MatrixSpectrum, matrixSpectra } from './inspector-spectrum.ts'
import { type Problem, problemOf } from './problem.ts'

/** Which matrices a stroke draws on, seen from the one that is looked at. */
export const SCOPES = ['matrix', 'layer', 'module', 'all'] as const
export type Scope = (typeof SCOPES)[number]

export interface BrushState {
  readonly scope: Scope
  readonly drawing: Drawing
  /** Earlier drawings, the latest last. */
  readonly past: readonly Drawing[]
  /** σ and the start's z of every matrix; null before `open`. */
  readonly spectra: Spectra | null
  readonly parts: readonly MatrixSpectrum[]
  /** The expert that holds the drawing, once there is something to hold. */
  readonly expert: string | null
  readonly problem: Problem | null
}

export interface BrushStore extends StoreApi<BrushState> {
  /** Fetches what drawing needs; before, nothing can be drawn. */
  open(): Promise<void>
  setScope(scope: Scope): void
  /** Values beyond GAIN_RANGE are held to it. `matrix` is the one that is looked at. */
  setGain(matrix: number, handle: number, gain: number): void
  /** z of one component of one matrix; null gives it back to the curve. */
  setComponent(matrix: number, component: number, z: number | null): void
  /** Null keeps all components. */
  setKeep(keep: Keep | null): void
  /** Begins with another z; what was drawn stays on top of it. */
  startFrom(start: string | null): Promise<void>
  /** What follows is a step of its own for `undo`. */
  endStroke(): void
  undo(): void
  /** Back to 1 everywhere; can be undone. */
  reset(): void
  /** Lets the expert be and begins another one. */
  another(): void
  /** Goes on with a drawing that this expert holds. */
  goOnWith(expert: string, drawing: Drawing): void
  /** Forgets everything: another model is open. */
  clear(): void
  /** The expert got another name, or is gone (null). */
  rename(expert: string | null): void
}

const EMPTY = { drawing: EMPTY_DRAWING, past: [], expert: null, problem: null } as const
const MOST_STEPS = 100

/** z of one matrix as it is drawn now, and the share of the change that the rank view keeps. */
export function drawnPart(
  { drawing }: Pick<BrushState, 'drawing'>,
  { index, sigma, z: [start] }: MatrixSpectrum,
): ReturnType<typeof drawnMultipliers> {
  const strokes = drawing.strokes.get(index) ?? NO_STROKES
  return drawnMultipliers(sigma, start ?? [], strokes, drawing.keep)
}

/**
 * @param fetchSpectra σ, and z of a drawing's start (1 where it has none), of all adapted matrices
 * @param mixNow what the sliders set
 * @param onDrawing what a changed drawing leads to, once its spectra are there
 */
export function createBrushStore(
  fetchSpectra: (drawing: Drawing) => Promise<Spectra>,
  mixNow: () => Mix,
  onDrawing: (state: BrushState) => void,
): BrushStore {
  const store = createStore<BrushState>(() => ({ scope: 'matrix', spectra: null, parts: [], ...EMPTY }))
  /** The stroke that is being drawn: more of it is no new step. */
  let stroke: string | null = null
  /** The drawing whose start's z `parts` hold. */
  let loaded: Drawing = EMPTY_DRAWING
  /** What its expert holds already. */
  let held: Drawing | null = null
  let isOpened = false

  function draw(name: string, change: Partial<Drawing>): void {
    const { drawing, past } = store.getState()
    const goesOn = stroke === name
    stroke = name
    held = null
    store.setState({
      drawing: { ...drawing, ...change },
      ...(!goesOn && { past: [...past, drawing].slice(-MOST_STEPS) }),
    })
    apply()
  }

  function apply(): void {
    const state = store.getState()
    if (!isSameStart(loaded, state.drawing) || state.drawing === held) return
    // A drawing that was never begun makes no expert.
    if (state.spectra && (state.expert !== null || !isEmptyDrawing(state.drawing))) onDrawing(state)
  }

  /** Brings σ and the start's z, and then what the drawing leads to. */
  async function load(): Promise<void> {
    const { drawing } = store.getState()
    const isWanted = () => isSameStart(store.getState().drawing, drawing)
    try {
      const spectra = await fetchSpectra(drawing)
      if (!isWanted()) return
      loaded = drawing
      store.setState({ spectra, parts: matrixSpectra(spectra), problem: null })
      apply()
    } catch (thrown) {
      if (isWanted()) store.setState({ problem: problemOf(thrown) })
    }
  }

  function placesOf(matrix: number): number[] {
    const { parts, scope } = store.getState()
    const here = parts[matrix]?.matrix
    if (!here) return []
    const isMeant: Readonly<Record<Scope, (part: MatrixSpectrum) => boolean>> = {
      matrix: ({ index }) => index === matrix,
      layer: (part) => part.matrix.layer === here.layer,
      module: (part) => part.matrix.kind === here.kind,
      all: () => true,
    }
    return parts.filter(isMeant[scope]).map(({ index }) => index)
  }

  function change(
    name: string,
    matrices: readonly number[],
    edit: (old: MatrixStrokes) => MatrixStrokes,
  ): void {
    const strokes = new Map(store.getState().drawing.strokes)
    for (const matrix of matrices) strokes.set(matrix, edit(strokes.get(matrix) ?? NO_STROKES))
    draw(name, { strokes })
  }

  function goTo(drawing: Drawing, past: readonly Drawing[]): void {
    stroke = null
    held = null
    store.setState({ drawing, past })
    if (isSameStart(drawing, loaded)) apply()
    else void load()
  }

  return {
    ...store,
    open: async () => {
      isOpened = true
      if (!store.getState().spectra) await load()
    },
    setScope: (scope) => store.setState({ scope }),
    setGain(matrix, handle, gain) {
      if (!Number.isFinite(gain) || handle < 0 || handle >= GAIN_HANDLES) return
      const held = Math.max(GAIN_RANGE[0], Math.min(GAIN_RANGE[1], gain))
      change(`gain ${handle}`, placesOf(matrix), (old) => ({
        ...old,
        gains: old.gains.map((own, i) => (i === handle ? held : own)),
      }))
    },
    setComponent(matrix, component, z) {
      if (z !== null && !(z >= COMPONENT_RANGE[0] && z <= COMPONENT_RANGE[1])) return
      change(`component ${component}`, [matrix], (old) => {
        const components = new Map(old.components)
        if (z === null) components.delete(component)
        else components.set(component, z)
        return { ...old, components }
      })
    },
    setKeep: (keep) => draw('keep', { keep }),
    async startFrom(start) {
      stroke = null
      draw('start', { start, mix: start === CURRENT_MIX ? mixNow() : null })
      stroke = null
      await load()
    },
    endStroke: () => {
      stroke = null
    },
    undo() {
      const { past } = store.getState()
      const last = past.at(-1)
      if (last) goTo(last, past.slice(0, -1))
    },
    reset() {
      const { drawing, past } = store.getState()
      if (!isEmptyDrawing(drawing)) goTo(EMPTY_DRAWING, [...past, drawing].slice(-MOST_STEPS))
    },
    another() {
      stroke = null
      store.setState(EMPTY)
      if (!isSameStart(loaded, EMPTY_DRAWING)) void load()
    },
    goOnWith(expert, drawing) {
      stroke = null
      held = drawing
      store.setState({ ...EMPTY, expert, drawing })
      if (isOpened && !isSameStart(loaded, drawing)) void load()
    },
    clear() {
      stroke = null
      loaded = EMPTY_DRAWING
      store.setState({ ...EMPTY, spectra: null, parts: [] })
    },
    rename: (expert) => store.setState({ expert }),
  }
}
