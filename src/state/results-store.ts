import * as v from 'valibot'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { AppError } from '../core/errors.ts'
import { type Problem, problemOf } from './problem.ts'
import {
  type AccuracyTable,
  type ConfusionFile,
  confusionSchema,
  issueText,
  type SlidersFile,
  slidersSchema,
  tableSchema,
} from './result-files.ts'

export type Loadable<T> =
  | { readonly status: 'none' | 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly problem: Problem }

export interface ResultsState {
  readonly table: Loadable<AccuracyTable>
  readonly confusion: Loadable<ConfusionFile>
  readonly sliders: Loadable<SlidersFile>
}

const SCHEMAS = { table: tableSchema, confusion: confusionSchema, sliders: slidersSchema } as const

export interface ResultsStore extends StoreApi<ResultsState> {
  /** Fetches a result file once; a failed one is fetched again. */
  load(name: keyof ResultsState): Promise<void>
}

/** Reads the document at a path below `results/`. Rejects with an AppError. */
export type ReadJson = (path: string) => Promise<unknown>

export function createResultsStore(readJson: ReadJson): ResultsStore {
  const store = createStore<ResultsState>(() => ({
    table: { status: 'none' },
    confusion: { status: 'none' },
    sliders: { status: 'none' },
  }))

  async function load(name: keyof ResultsState): Promise<void> {
    const { status } = store.getState()[name]
    if (status === 'loading' || status === 'ready') return
    store.setState({ [name]: { status: 'loading' } })
    try {
      const parsed = v.safeParse(SCHEMAS[name], await readJson(`${name}.json`))
      if (!parsed.success) {
        const where = issueText(parsed.issues[0])
        throw new AppError('bad-input', `results/${name}.json is not what this page expects (${where}).`)
      }
      store.setState({ [name]: { status: 'ready', value: parsed.output } })
    } catch (thrown) {
      store.setState({ [name]: { status: 'failed', problem: problemOf(thrown) } })
    }
  }

  return { ...store, load }
}
