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
  /** Whose results are wanted from now on, as a folder below `results/`; the embedded model's without it. */
  of(folder: string): void
  /** Fetches a result file once; a failed one is fetched again. */
  load(name: keyof ResultsState): Promise<void>
}

/** Reads the document at a path below `results/`. Rejects with an AppError. */
export type ReadJson = (path: string) => Promise<unknown>

const NOTHING: ResultsState = {
  table: { status: 'none' },
  confusion: { status: 'none' },
  sliders: { status: 'none' },
}

export function createResultsStore(readJson: ReadJson): ResultsStore {
  const store = createStore<ResultsState>(() => NOTHING)
  let folder = ''

  async function load(name: keyof ResultsState): Promise<void> {
    const { status } = store.getState()[name]
    if (status === 'loading' || status === 'ready') return
    const path = `${folder}${name}.json`
    const asked = folder
    const tell = (found: object): void => {
      if (folder === asked) store.setState({ [name]: found })
    }
    tell({ status: 'loading' })
    try {
      const parsed = v.safeParse(SCHEMAS[name], await readJson(path))
      if (!parsed.success) {
        const where = issueText(parsed.issues[0])
        throw new AppError('bad-input', `results/${path} is not what this page expects (${where}).`)
      }
      tell({ status: 'ready', value: parsed.output })
    } catch (thrown) {
      tell({ status: 'failed', problem: problemOf(thrown) })
    }
  }

  return {
    ...store,
    load,
    of(next) {
      if (next === folder) return
      folder = next
      store.setState(NOTHING)
    },
  }
}
