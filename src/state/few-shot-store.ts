import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mix } from '../adapt/adaptation.ts'
import type { FewShotAnswers, FewShotGeneration } from '../adapt/few-shot/few-shot.ts'
import { elitesOf, FEW_SHOT_DEFAULTS, type FewShotOptions } from '../adapt/few-shot/options.ts'
import { wilsonInterval } from '../core/statistics.ts'
import type { ChatFamily } from '../tasks/natural/chat-families.ts'
import type { Family } from '../tasks/task-item.ts'
import { readWrittenExercises } from '../tasks/written-exercises.ts'
import type { ModelClient, ShotSource } from '../worker/protocol.ts'
import { createLatestRun } from './latest-run.ts'
import type { Problem } from './problem.ts'
import type { World } from './world.ts'

/** What a visitor may set; the rest keeps its default. */
export type SearchSettings = Pick<
  FewShotOptions,
  'population' | 'generations' | 'range' | 'deviationFloor' | 'granularity' | 'normalise' | 'scoring'
>

/** A family that examples can be drawn from; which of them, depends on the model. */
export type ShotFamily = Family | ChatFamily

/** Right answers of the base and of the found mix on the same fresh items. */
export interface Trial {
  readonly family: ShotFamily
  readonly items: number
  readonly wanted: number
  readonly base: number
  readonly found: number
}

export interface FewShotState {
  readonly source: 'family' | 'written'
  readonly family: ShotFamily
  readonly count: number
  /** As it was typed: kept whatever happens. */
  readonly text: string
  readonly settings: SearchSettings
  readonly status: 'idle' | 'running' | 'done' | 'stopped' | 'failed'
  /** Of the search that `history` tells of, whatever has been set since. */
  readonly scoring: FewShotOptions['scoring']
  readonly shots: number
  readonly history: readonly FewShotGeneration[]
  /** Of the generation that is being judged, as far as anything is known of it. */
  readonly judging: FewShotAnswers | null
  readonly problem: Problem | null
  readonly trialStatus: 'idle' | 'running' | 'done' | 'stopped' | 'failed'
  readonly trial: Trial | null
}

export interface FewShotStore extends StoreApi<FewShotState> {
  /** Another model is open: its examples and a search of its size; what was typed stays. */
  adopt(form: World['form']): void
  change(change: Partial<Pick<FewShotState, 'source' | 'family' | 'count' | 'text'>>): void
  set(settings: Partial<SearchSettings>): void
  run(seed: number, mode: FewShotOptions['mode']): Promise<void>
  /** Ends the search and keeps the best so far. */
  stop(): void
  /** Measures base and found mix on fresh test items of the family. */
  tryOut(items: number, seed: number): Promise<void>
  stopTrial(): void
}

const EXAMPLE = [
  'ann has 4 cups . bob has 3 more than ann . how many in all ? => 11',
  'tom has 6 pens . amy has 2 more than tom . how many in all ? => 14',
  'sue has 5 hats . joe has 9 more than sue . how many in all ? => 19',
].join('\n')

/** For models that know plain English. */
const PLAIN_EXAMPLE = [
  'What colour is the sky on a clear day? One word. => blue | Blue | blue. | Blue.',
  'What colour is grass? One word. => green | Green | green. | Green.',
  'What colour is a ripe banana? One word. => yellow | Yellow | yellow. | Yellow.',
].join('\n')

const { population, generations, range, deviationFloor, granularity, normalise, scoring } = FEW_SHOT_DEFAULTS
const SETTINGS: SearchSettings = {
  ...{ population, generations, range, deviationFloor, granularity, normalise, scoring },
}

type Start = Pick<FewShotState, 'source' | 'family' | 'count' | 'text' | 'settings'>

/** What a search starts from beside each kind of model; real ones take longer for an answer, and get less to do. */
const STARTS: Readonly<Record<World['form'], Start>> = {
  tiny: { source: 'family', family: 'math-hard', count: 10, text: EXAMPLE, settings: SETTINGS },
  chat: {
    ...{ source: 'family', family: 'chat-reasoning', count: 6, text: PLAIN_EXAMPLE },
    settings: { ...SETTINGS, population: 8, generations: 4 },
  },
  plain: {
    ...{ source: 'written', family: 'chat-reasoning', count: 6, text: PLAIN_EXAMPLE },
    settings: { ...SETTINGS, population: 8, generations: 4, scoring: 'likelihood' },
  },
}

/** The best mix of a search so far, or null. */
export function foundMix({ history }: Pick<FewShotState, 'history'>): Mix | null {
  return history.at(-1)?.best.mix ?? null
}

export function shareOf(correct: number, items: number) {
  return { share: items === 0 ? 0 : correct / items, interval: wilsonInterval(correct, items) }
}

export function createFewShotStore(client: ModelClient): FewShotStore {
  const store = createStore<FewShotState>(() => ({
    ...STARTS.tiny,
    ...{ status: 'idle', scoring, shots: 0, history: [], judging: null, problem: null },
    ...{ trialStatus: 'idle', trial: null },
  }))
  let form: World['form'] = 'tiny'
  const searching = createLatestRun()
  const trying = createLatestRun()

  function shotsOf({
    source,
    family,
    count,
    text,
  }: FewShotState): { shots: ShotSource; size: number } | null {
    if (source === 'family') return { shots: { kind: 'family', family, count }, size: count }
    const { exercises, problems } = readWrittenExercises(text)
    if (exercises.length === 0 || problems.length > 0) return null
    return { shots: { kind: 'written', exercises }, size: exercises.length }
  }

  async function run(seed: number, mode: FewShotOptions['mode']): Promise<void> {
    const state = store.getState()
    const chosen = shotsOf(state)
    if (!chosen) return
    trying.stop()
    const { settings } = state
    const elites = elitesOf(settings.population)
    const options: FewShotOptions = { ...FEW_SHOT_DEFAULTS, ...settings, elites, seed, mode }
    await searching.start(
      async ({ signal, isLatest, isWanted }) => {
        store.setState({
          ...{ status: 'running', scoring: settings.scoring, shots: chosen.size, history: [], problem: null },
          ...{ judging: null, trialStatus: 'idle', trial: null },
        })
        const onEvent = (event: FewShotGeneration | FewShotAnswers): void => {
          if (!isWanted()) return
          if ('answered' in event) store.setState({ judging: event })
          else store.setState(({ history }) => ({ history: [...history, event], judging: null }))
        }
        const request = { shots: chosen.shots, options }
        const result = await client.call('fewShot', request, { signal, onEvent })
        if (isLatest()) store.setState({ status: 'done', history: result.history })
      },
      {
        stopped: () => store.setState({ status: 'stopped' }),
        failed: (problem) => store.setState({ status: 'failed', problem }),
      },
    )
  }

  async function tryOut(items: number, seed: number): Promise<void> {
    const state = store.getState()
    const mix = foundMix(state)
    if (!mix) return
    const { family } = state
    await trying.start(
      async ({ signal, isLatest, isWanted }) => {
        const tell = (counted: { readonly items: number; readonly correct: readonly number[] }): void => {
          if (!isWanted()) return
          const [base = 0, found = 0] = counted.correct
          store.setState({ trial: { family, items: counted.items, wanted: items, base, found } })
        }
        store.setState({ trialStatus: 'running', trial: null, problem: null })
        const mixes: readonly Mix[] = [{ mode: 'blend', alpha: {} }, mix]
        tell(await client.call('compare', { family, items, seed, mixes }, { signal, onEvent: tell }))
        if (isLatest()) store.setState({ trialStatus: 'done' })
      },
      {
        stopped: () => store.setState({ trialStatus: 'stopped' }),
        failed: (problem) => store.setState({ trialStatus: 'failed', problem }),
      },
    )
  }

  return {
    ...store,
    adopt(next) {
      searching.forget()
      trying.forget()
      const { text } = store.getState()
      const typed = text !== STARTS[form].text
      store.setState({
        ...{ history: [], judging: null, status: 'idle', problem: null, trial: null, trialStatus: 'idle' },
        ...(next !== form && { ...STARTS[next], ...(typed && { text }) }),
      })
      form = next
    },
    run,
    tryOut,
    change: (change) => store.setState(change),
    set: (settings) => store.setState((state) => ({ settings: { ...state.settings, ...settings } })),
    stop: searching.stop,
    stopTrial: trying.stop,
  }
}
