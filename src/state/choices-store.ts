import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mix } from '../adapt/adaptation.ts'
import type { ModelClient } from '../worker/protocol.ts'
import { sameMix } from './answer-runner.ts'
import { createLatestRun } from './latest-run.ts'
import type { Problem } from './problem.ts'

/** A question with answers on offer, and the mix beside the base. */
export interface WeighedQuestion {
  readonly prompt: string
  /** Empty for the model's own. */
  readonly system: string
  readonly choices: readonly string[]
  readonly mix: Mix
  /** False where there is nothing to adapt with. */
  readonly adapts: boolean
  /** Counts changes of experts' own numbers. */
  readonly revision: number
}

/** How base and mix share their belief among the choices of the present prompt. */
export interface ChoicesState {
  readonly status: 'idle' | 'running' | 'done' | 'failed'
  readonly choices: readonly string[]
  /** In the order of `choices`, summing to 1; null while they are not known. */
  readonly base: readonly number[] | null
  readonly adapted: readonly number[] | null
  readonly problem: Problem | null
}

export interface ChoicesStore extends StoreApi<ChoicesState> {
  /** Weighs the newest question, unless it is the one that is weighed already; null where nothing is on offer. */
  weigh(question: WeighedQuestion | null): Promise<void>
}

const IDLE: ChoicesState = { status: 'idle', choices: [], base: null, adapted: null, problem: null }

export function createChoicesStore(client: ModelClient): ChoicesStore {
  const store = createStore<ChoicesState>(() => IDLE)
  const weighing = createLatestRun()
  let asked: WeighedQuestion | null = null

  async function weigh(question: WeighedQuestion | null): Promise<void> {
    if (question && asked && sameQuestion(question, asked) && store.getState().status !== 'failed') return
    const before = asked
    asked = question
    if (!question) {
      weighing.forget()
      store.setState(IDLE)
      return
    }
    const { prompt, system, choices, mix, adapts } = question
    const failed = (problem: Problem | null): void => {
      asked = null
      store.setState({ ...IDLE, status: 'failed', problem })
    }
    await weighing.start(
      async ({ signal, isLatest }) => {
        // What the base thinks of them does not depend on the mix, and stays while the thumb moves.
        const kept = before && sameAsked(before, question) ? store.getState() : IDLE
        store.setState({ ...kept, status: 'running', choices, problem: null })
        const { shares } = await client.call(
          'weighChoices',
          {
            ...{ prompt, choices, ...(system !== '' && { system }) },
            lanes: [{ kind: 'base' }, ...(adapts ? [{ kind: 'mix', mix } as const] : [])],
          },
          { signal },
        )
        if (!isLatest()) return
        const [base = null, adapted = null] = shares
        store.setState({ status: 'done', base, adapted })
      },
      { stopped: () => failed(null), failed },
    )
  }

  return { ...store, weigh }
}

function sameAsked(a: WeighedQuestion, b: WeighedQuestion): boolean {
  return a.prompt === b.prompt && a.system === b.system && a.choices.join('\n') === b.choices.join('\n')
}

function sameQuestion(a: WeighedQuestion, b: WeighedQuestion): boolean {
  return sameAsked(a, b) && a.adapts === b.adapts && a.revision === b.revision && sameMix(a.mix, b.mix)
}
