import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mix } from '../adapt/adaptation.ts'
import type { LaneSpec, ModelClient } from '../worker/protocol.ts'
import { createLatestWins } from './latest-wins.ts'
import type { LensLink, LensPlace } from './lens-link.ts'
import { type Along, type LensReading, partingPlace } from './lens-reading.ts'
import { type Problem, problemOf } from './problem.ts'

/** Candidates that are asked for at each place: more than are listed, so that most have a number in both lists. */
const CANDIDATES = 24

export interface LensState {
  /** The answer whose tokens are gone along. */
  readonly along: Along
  /** Whether each expert alone is read as well. */
  readonly everyLane: boolean
  /** The last answer that was read; null before the first, and where there is none. */
  readonly reading: LensReading | null
  /** The outputs have changed since. */
  readonly stale: boolean
  /** Both outputs have ended, and there is nothing in them to read: one was stopped before its first token, or failed. */
  readonly none: boolean
  /** The place that is looked at closely. */
  readonly selected: number
  /** Somebody has chosen what is read, or a link has. */
  readonly isChosen: boolean
  readonly problem: Problem | null
}

/** What stands in the page: two answers, or why there are none. */
export type FoundAnswers = LensAnswers | 'being-written' | 'none'

/** Two answers that stand in the page, both written to their end. */
export interface LensAnswers {
  readonly prompt: string
  /** Empty for the model's own. */
  readonly system: string
  readonly mix: Mix
  /** Counts changes of experts' own numbers: the same mix of others is another mix. */
  readonly revision: number
  readonly base: readonly number[]
  readonly adapted: readonly number[]
  /** Experts that can be read alone. */
  readonly experts: readonly string[]
}

export interface LensStore extends StoreApi<LensState> {
  /** Whether anybody can see it: nothing is asked for while nobody can. */
  watch(visible: boolean): void
  choose(choice: Partial<Pick<LensState, 'along' | 'everyLane'>>): void
  select(place: number): void
  /** Stands as a link says; its place is gone to as soon as the answer is read. */
  follow(asked: LensPlace): void
  /** Nothing while nobody has chosen. */
  link(): LensLink
  /** The outputs, the sliders or the model changed. */
  changed(): void
  /** Another model is open: what was read belongs to the one before. */
  forget(): void
  /** Resolves when nothing is being read. */
  settled(): Promise<void>
}

interface Job extends LensAnswers {
  readonly along: Along
  readonly everyLane: boolean
}

/**
 * Reads the answer that stands in the page with every lane, once it has come to rest.
 * @param options.restMs an answer is read once nothing has changed for so long
 * @param options.onMissed a link asks for a token that the answer, written to its end, does not have; told once
 */
export function createLensStore(
  client: ModelClient,
  answers: () => FoundAnswers,
  {
    restMs = 150,
    onMissed,
  }: { readonly restMs?: number; readonly onMissed?: (asked: LensPlace) => void } = {},
): LensStore {
  const store = createStore<LensState>(() => ({
    along: 'adapted',
    everyLane: false,
    reading: null,
    stale: false,
    none: false,
    selected: 0,
    isChosen: false,
    problem: null,
  }))
  /** A place that a link asks for, until the answer is read. */
  let wantedPlace: number | null = null
  /** What a link asks for, until it is known whether the answer has it. */
  let unchecked: LensPlace | null = null
  let checking: ReturnType<typeof setTimeout> | undefined
  let isWatched = false
  let resting: ReturnType<typeof setTimeout> | undefined
  /** The job that `reading` tells of, and the last one that was asked for, as text. */
  let done = ''
  let asked = ''

  const newest = createLatestWins<Job>(
    async (job, { signal }) => {
      const { along, prompt, system, mix, base, adapted } = job
      const ids = along === 'base' ? base : adapted
      const named = namedLanes(job)
      const asked = { prompt, ...(system !== '' && { system }) }
      const request = { ...asked, lanes: named.map(({ spec }) => spec), answer: ids, topK: CANDIDATES }
      const { pieces, lanes: places } = await client.call('follow', request, { signal })
      if (signal.aborted) return
      const reading: LensReading = {
        ...{ along, prompt, mix, ids, pieces },
        lanes: named.map(({ name }, index) => ({ name, places: places[index] ?? [] })),
        partsAt: partingPlace(base, adapted),
      }
      done = keyOf(job)
      store.setState((before) => ({
        reading,
        problem: null,
        stale: false,
        selected: placeFor(reading, before),
      }))
      goToWanted()
      changed()
    },
    (thrown) => store.setState({ reading: null, stale: false, problem: problemOf(thrown) }),
    (a, b) => keyOf(a) === keyOf(b),
  )

  function goToWanted(): void {
    const { reading, stale } = store.getState()
    if (wantedPlace === null || !reading || stale) return
    select(wantedPlace)
    wantedPlace = null
  }

  function select(place: number): void {
    const last = (store.getState().reading?.pieces.length ?? 0) - 1
    store.setState({ selected: Math.max(0, Math.min(last, place)), isChosen: true })
  }

  function check(): void {
    const found = answers()
    if (!unchecked || typeof found === 'string') return
    const asked = unchecked
    unchecked = null
    const { length } = asked.along === 'base' ? found.base : found.adapted
    if (asked.place !== null && asked.place >= length) onMissed?.(asked)
  }

  function changed(): void {
    clearTimeout(resting)
    clearTimeout(checking)
    if (unchecked) checking = setTimeout(check, restMs)
    const found = answers()
    if (found === 'none') {
      drop()
      store.setState({ none: true })
      return
    }
    if (store.getState().none) store.setState({ none: false })
    const { along, everyLane } = store.getState()
    const job = found === 'being-written' ? null : { ...found, along, everyLane }
    const key = job && keyOf(job)
    if (store.getState().stale !== (key !== done)) store.setState({ stale: key !== done })
    // Whoever moved a slider should not wait for what nobody will look at.
    if (newest.busy() && key !== asked) newest.stop()
    if (!isWatched || !job || key === done) return
    resting = setTimeout(() => {
      done = ''
      asked = keyOf(job)
      newest.submit(job)
    }, restMs)
  }

  /** Nothing is left of what was read, and nothing is on its way. */
  function drop(): void {
    newest.stop()
    clearTimeout(resting)
    done = ''
    store.setState({ reading: null, stale: false, selected: 0, problem: null })
  }

  return {
    ...store,
    watch(visible) {
      isWatched = visible
      if (visible) {
        changed()
        return
      }
      clearTimeout(resting)
      newest.stop()
    },
    choose(choice) {
      store.setState({ ...choice, isChosen: true })
      changed()
    },
    select,
    follow(asked) {
      const { along, place, each } = asked
      unchecked = asked
      store.setState({ along, everyLane: each, isChosen: true })
      wantedPlace = place
      changed()
      goToWanted()
    },
    link() {
      const { along, everyLane: each, reading, selected, isChosen } = store.getState()
      return isChosen ? { lens: { along, place: wantedPlace ?? (reading && selected), each } } : {}
    },
    changed,
    forget() {
      drop()
      changed()
    },
    settled: newest.settled,
  }
}

interface NamedLane {
  readonly name: string
  readonly spec: LaneSpec
}

function namedLanes({ mix, everyLane, experts }: Job): NamedLane[] {
  const two: NamedLane[] = [
    { name: 'base', spec: { kind: 'base' } },
    { name: 'adapted', spec: { kind: 'mix', mix } },
  ]
  if (!everyLane) return two
  const alone = experts.map((name): NamedLane => {
    const own: Mix = { mode: mix.mode, alpha: { [name]: 1 } }
    return { name, spec: { kind: 'mix', mix: own } }
  })
  return [...two, ...alone]
}

function keyOf({ experts, ...job }: Job): string {
  return JSON.stringify([Object.entries(job).sort(), job.everyLane && experts])
}

/** The same place while the answer stays the same; in another one, where the two part. */
function placeFor(reading: LensReading, { reading: before, selected }: LensState): number {
  const isSame = before && before.ids.join() === reading.ids.join()
  const place = isSame ? selected : (reading.partsAt ?? 0)
  return Math.max(0, Math.min(reading.pieces.length - 1, place))
}
