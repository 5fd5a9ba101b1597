import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mix } from '../adapt/adaptation.ts'
import type { SweepCount } from '../adapt/sweep.ts'
import { isChatFamily } from '../tasks/natural/chat-families.ts'
import type { ModelClient } from '../worker/protocol.ts'
import type { ShotFamily } from './few-shot-store.ts'
import { createLatestRun } from './latest-run.ts'
import type { Problem } from './problem.ts'
import { gridMixes, type SweepAxis, type SweepStep, sweepAxis } from './sweep-grid.ts'
import type { SweepLink } from './sweep-link.ts'
import type { SweepSettings } from './sweep-settings.ts'
import type { World } from './world.ts'

/** What was swept, and how far it is. */
export interface SweepRun {
  readonly first: SweepAxis
  readonly second: SweepAxis | null
  /** One a point, as `gridMixes` has them. */
  readonly mixes: readonly Mix[]
  readonly prompt: string
  /** The longest answer. */
  readonly maxTokens: number
  /** Null where nothing is counted. */
  readonly task: { readonly family: ShotFamily; readonly items: number; readonly seed: number } | null
  /** Null before the first batch. */
  readonly count: SweepCount | null
}

export interface SweepState {
  readonly settings: SweepSettings
  /** Somebody has set them, or a link has. */
  readonly isChosen: boolean
  readonly status: 'idle' | 'running' | 'done' | 'stopped' | 'failed'
  readonly run: SweepRun | null
  readonly problem: Problem | null
}

/** What every point is asked. */
export interface SweepQuestion {
  readonly prompt: string
  /** Empty for the model's own. */
  readonly system: string
  readonly maxTokens: number
  /** Draws the fresh items. */
  readonly seed: number
}

export interface SweepStore extends StoreApi<SweepState> {
  set(change: Partial<SweepSettings>): void
  /** Sweeps around a mix. */
  run(question: SweepQuestion, stand: Mix): Promise<void>
  /** Ends it and keeps what has been counted. */
  stop(): void
  /** Another model is open. */
  adopt(form: World['form']): void
  /** Experts came or went. */
  experts(names: readonly string[]): void
  /** Stands as a link says, once the experts that it names are there. */
  follow(asked: SweepSettings): void
  /** Nothing while nobody has chosen. */
  link(): SweepLink
  /** Experts that a link asked for and the open model does not have, or a family that is not for its kind; told once. */
  missed(): { readonly value: string; readonly isFamily: boolean }[]
}

/** Items that suit the model: real ones take longer for an answer. */
const STARTS: Readonly<Record<World['form'], Pick<SweepSettings, 'family' | 'items'>>> = {
  tiny: { family: 'math', items: 40 },
  chat: { family: 'chat-reasoning', items: 10 },
  plain: { family: 'chat-reasoning', items: 0 },
}

export function createSweepStore(client: ModelClient): SweepStore {
  const start = { first: '', second: null, step: 0.25, ...STARTS.tiny } as const
  const store = createStore<SweepState>(() => ({
    settings: start,
    isChosen: false,
    status: 'idle',
    run: null,
    problem: null,
  }))
  let form: World['form'] = 'tiny'
  let names: readonly string[] = []
  /** What a link asks for and the experts are not there for yet. */
  let wanted: SweepSettings | null = null
  /** A family that a link asked for and another kind of model counts. */
  let unsuited: ShotFamily | null = null
  const sweeping = createLatestRun()

  async function run({ prompt, system, maxTokens, seed }: SweepQuestion, stand: Mix): Promise<void> {
    const { settings } = store.getState()
    if (settings.first === '') return
    const first = sweepAxis(settings.first, settings.step)
    const second = settings.second === null ? null : sweepAxis(settings.second, settings.step)
    const mixes = gridMixes(stand, first, second)
    const { family, items } = settings
    const task = form === 'plain' ? null : { family, items, seed }
    const plan: SweepRun = { first, second, mixes, prompt, maxTokens, task, count: null }
    await sweeping.start(
      async ({ signal, isLatest, isWanted }) => {
        const tell = (count: SweepCount): void => {
          if (isWanted()) store.setState({ run: { ...plan, count } })
        }
        store.setState({ status: 'running', run: plan, problem: null })
        const request = { prompt, ...(system !== '' && { system }), mixes, maxTokens, task }
        tell(await client.call('sweep', request, { signal, onEvent: tell }))
        if (isLatest()) store.setState({ status: 'done' })
      },
      {
        stopped: () => store.setState({ status: 'stopped' }),
        failed: (problem) => store.setState({ status: 'failed', problem }),
      },
    )
  }

  const missing = ({ first, second }: SweepSettings): string[] =>
    [first, ...(second === null ? [] : [second])].filter((name) => !names.includes(name))

  function settleWanted(): void {
    if (!wanted || missing(wanted).length > 0) return
    const { settings } = store.getState()
    // Another kind of model counts other items.
    const suits = isChatFamily(wanted.family) === (form !== 'tiny')
    const { family, items } = suits ? wanted : settings
    unsuited = suits ? null : wanted.family
    store.setState({ settings: { ...wanted, family, items }, isChosen: true })
    wanted = null
  }

  return {
    ...store,
    run,
    set: (change) =>
      store.setState(({ settings }) => {
        const next = { ...settings, ...change }
        const second = next.second === next.first ? null : next.second
        // A map begins coarse: its points are the square of a curve's.
        const step = second !== null && settings.second === null ? Math.max(next.step, 0.5) : next.step
        return { settings: { ...next, second, step: step as SweepStep }, isChosen: true }
      }),
    stop: sweeping.stop,
    adopt(next) {
      sweeping.forget()
      const { settings } = store.getState()
      const suited = next === form ? {} : { settings: { ...settings, ...STARTS[next] }, isChosen: false }
      form = next
      store.setState({ ...suited, status: 'idle', run: null, problem: null })
    },
    experts(all) {
      names = all
      const { settings } = store.getState()
      const first = names.includes(settings.first) ? settings.first : (names[0] ?? '')
      const keepsSecond = settings.second !== null && settings.second !== first
      const second = keepsSecond && names.includes(settings.second ?? '') ? settings.second : null
      store.setState({ settings: { ...settings, first, second } })
      settleWanted()
    },
    follow(asked) {
      wanted = asked
      settleWanted()
    },
    link() {
      const { settings, isChosen } = store.getState()
      if (wanted) return { sweep: wanted }
      return isChosen ? { sweep: settings } : {}
    },
    missed() {
      const gone = (wanted ? missing(wanted) : []).map((value) => ({ value, isFamily: false }))
      if (gone.length > 0) wanted = null
      const families = unsuited === null ? [] : [{ value: unsuited, isFamily: true }]
      unsuited = null
      return [...gone, ...families]
    },
  }
}
