import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mix } from '../adapt/adaptation.ts'
import { strongestComponents } from '../core/inspect/strongest.ts'
import { scaleChange } from '../core/scale-change.ts'
import type { ModelClient } from '../worker/protocol.ts'
import type { AdaptedMatrix, ComponentTokens, Inspected, Spectra } from '../worker/spectra.ts'
import { CURRENT_MIX, type InspectorLink } from './inspector-link.ts'
import { type MatrixSpectrum, matrixSpectra } from './inspector-spectrum.ts'
import { createLatestWins } from './latest-wins.ts'
import { type Problem, problemOf } from './problem.ts'

/** Rows of the table of strongest components. */
export const STRONGEST = 8
/** Tokens that are named at either end of a component. */
const TOKENS = 4

export interface InspectorState {
  /** Names of experts, or CURRENT_MIX; `second` is what `first` is compared with, if anything. */
  readonly first: string
  readonly second: string | null
  /** Null until there is something to show. */
  readonly spectra: Spectra | null
  /** The same, matrix by matrix. */
  readonly parts: readonly MatrixSpectrum[]
  /** What `spectra` holds: a choice that was made since is still on its way. */
  readonly shown: readonly string[]
  readonly problem: Problem | null
  /** Place of the matrix that is looked at closely, among the adapted ones. */
  readonly matrix: number
  /** The singular value that is pointed at, from 0. */
  readonly component: number
  /** The strongest components of the first subject there, in tokens, as far as they are known. */
  readonly tokens: ReadonlyMap<number, ComponentTokens>
  readonly tokensProblem: Problem | null
  /** True once a person or a link has chosen what is seen. */
  readonly isChosen: boolean
}

export interface InspectorStore extends StoreApi<InspectorState> {
  /** From now on the store follows what it shows; before, it asks for nothing. */
  open(): void
  choose(choice: Partial<Pick<InspectorState, 'first' | 'second'>>): void
  select(matrix: number): void
  pick(component: number): void
  /** Shows what a link asks for, as soon as it is there. */
  follow(link: InspectorLink): void
  /** What a link is to say; nothing while nobody has chosen anything. */
  link(): InspectorLink
  /** Experts that a link asked for and that are not there; they are no longer waited for. */
  missed(): readonly string[]
  /** Another model is open, or none (null); the names are those of its experts. */
  adopt(names: readonly string[] | null): void
  /** Experts came, went or changed. */
  experts(names: readonly string[]): void
  /** What was being asked for has been lost on the way. */
  again(): void
  /** The sliders moved. */
  mixMoved(): void
  /** Resolves when nothing is being computed. */
  settled(): Promise<void>
}

const EMPTY = {
  spectra: null,
  parts: [],
  shown: [],
  problem: null,
  matrix: 0,
  component: 0,
  tokens: new Map<number, ComponentTokens>(),
  tokensProblem: null,
  isChosen: false,
} as const

function isAt(matrix: AdaptedMatrix, { layer, kind }: NonNullable<InspectorLink['matrix']>): boolean {
  return matrix.layer === layer && matrix.kind === kind
}

/** The matrix that is changed most, and in it the component that moves it most. */
function placeIn(parts: readonly MatrixSpectrum[]): Pick<InspectorState, 'matrix' | 'component'> {
  const sizes = parts.map(({ sigma, z: [z] }) => (z ? scaleChange(sigma, z) : 0))
  const matrix = Math.max(0, sizes.indexOf(Math.max(...sizes)))
  const part = parts[matrix]
  const [component = 0] = part?.z[0] ? strongestComponents(part.sigma, part.z[0], 1) : []
  return { matrix, component }
}

/**
 * What the inspector looks at. Its numbers are asked for whenever they may have changed, one call in flight.
 * @param restMs tokens are asked for once nothing has changed for so long
 */
export function createInspectorStore(
  client: ModelClient,
  currentMix: () => Mix,
  restMs = 150,
): InspectorStore {
  const store = createStore<InspectorState>(() => ({ first: CURRENT_MIX, second: null, ...EMPTY }))
  let isOpen = false
  let hasModel = false
  let names: readonly string[] = []
  /** False until the matrix that is looked at belongs to the open model. */
  let isPlaced = false
  let resting: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null
  /** What a link asks for and nothing could answer yet. */
  let wanted: InspectorLink = {}
  /** By matrix and component: they belong to the model, whatever an expert makes of them. */
  const known = new Map<string, ComponentTokens>()

  const subjectOf = (name: string): Inspected =>
    name === CURRENT_MIX ? { kind: 'mix', mix: currentMix() } : { kind: 'expert', name }

  const newest = createLatestWins<{ readonly shown: readonly string[] }>(
    async ({ shown }, { signal }) => {
      const spectra = await client.call('spectra', { subjects: shown.map(subjectOf) }, { signal })
      // While a thumb moves a newer one always waits; this one is shown all the same.
      if (signal.aborted) return
      const parts = matrixSpectra(spectra, store.getState().parts)
      store.setState({ ...{ spectra, parts, shown, problem: null }, ...(!isPlaced && placeIn(parts)) })
      isPlaced = true
      const { matrix: place, ...rest } = wanted
      const found = place ? parts.findIndex(({ matrix }) => isAt(matrix, place)) : -1
      if (found >= 0) store.setState({ matrix: found, component: 0, isChosen: true })
      wanted = rest
      askSoon()
    },
    (thrown) => store.setState({ spectra: null, parts: [], shown: [], problem: problemOf(thrown) }),
  )

  function refresh(): void {
    if (!isOpen || !hasModel) return
    const { first, second } = store.getState()
    newest.submit({ shown: second === null ? [first] : [first, second] })
  }

  function strongest(): readonly number[] {
    const { parts, matrix } = store.getState()
    const part = parts[matrix]
    const [z] = part?.z ?? []
    return part && z ? strongestComponents(part.sigma, z, STRONGEST) : []
  }

  /** Shows what is known already at once, and asks for the rest when the numbers rest. */
  function askSoon(): void {
    const part = store.getState().parts[store.getState().matrix]
    if (!part) return
    const { name } = part.matrix
    const held = strongest().flatMap((index) => known.get(`${name} ${index}`) ?? [])
    store.setState({ tokens: new Map(held.map((component) => [component.index, component])) })
    clearTimeout(resting)
    asking?.abort()
    resting = setTimeout(() => void askTokens(name), restMs)
  }

  async function askTokens(name: string): Promise<void> {
    const indices = strongest().filter((index) => !known.has(`${name} ${index}`))
    if (indices.length === 0) return
    const mine = new AbortController()
    asking = mine
    try {
      const { components } = await client.call(
        'components',
        { matrix: name, indices, tokens: TOKENS },
        { signal: mine.signal },
      )
      if (mine.signal.aborted) return
      for (const component of components) known.set(`${name} ${component.index}`, component)
      const { tokens } = store.getState()
      const found = components.map((component) => [component.index, component] as const)
      store.setState({ tokens: new Map([...tokens, ...found]), tokensProblem: null })
    } catch (thrown) {
      if (!mine.signal.aborted) store.setState({ tokensProblem: problemOf(thrown) })
    } finally {
      if (asking === mine) asking = null
    }
  }

  /** What is gone cannot be looked at any more; what a link waited for may have come. */
  function settleChoice(names: readonly string[]): void {
    const { first, second } = store.getState()
    const isThere = (name: string) => name === CURRENT_MIX || names.includes(name)
    store.setState({
      first: isThere(first) ? first : (names[0] ?? CURRENT_MIX),
      second: second !== null && isThere(second) ? second : null,
    })
    const { inspect, ...rest } = wanted
    if (!inspect?.every(isThere)) return
    const [one = CURRENT_MIX, two = null] = inspect
    store.setState({ first: one, second: two, isChosen: true })
    wanted = rest
  }

  return {
    ...store,
    open() {
      isOpen = true
      refresh()
    },
    choose(choice) {
      store.setState({ ...choice, isChosen: true })
      refresh()
    },
    follow({ inspect, matrix }) {
      wanted = { ...(inspect && { inspect }), ...(matrix && { matrix }) }
      isPlaced = isPlaced && !matrix
      settleChoice(names)
      refresh()
    },
    link() {
      const { first, second, parts, matrix, isChosen } = store.getState()
      if (!isChosen) return wanted
      const here = wanted.matrix ?? parts[matrix]?.matrix
      return {
        inspect: second === null ? [first] : [first, second],
        ...(here && { matrix: { layer: here.layer, kind: here.kind } }),
      }
    },
    missed() {
      const { inspect = [], ...rest } = wanted
      wanted = rest
      return inspect.filter((name) => name !== CURRENT_MIX && !names.includes(name))
    },
    select(matrix) {
      const { parts, component } = store.getState()
      const part = parts[matrix]
      if (!part) return
      store.setState({ matrix, component: Math.min(component, part.matrix.rank - 1), isChosen: true })
      askSoon()
    },
    pick: (component) => store.setState({ component }),
    adopt(given) {
      names = given ?? []
      newest.stop()
      clearTimeout(resting)
      asking?.abort()
      known.clear()
      hasModel = given !== null
      isPlaced = false
      store.setState({ ...EMPTY, first: names[0] ?? CURRENT_MIX, second: null })
      settleChoice(names)
      refresh()
    },
    experts(all) {
      names = all
      settleChoice(names)
      refresh()
    },
    again: refresh,
    mixMoved() {
      const { first, second } = store.getState()
      if (first === CURRENT_MIX || second === CURRENT_MIX) refresh()
    },
    settled: newest.settled,
  }
}
