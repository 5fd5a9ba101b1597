import * as v from 'valibot'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { EXPERIMENT_NAMES, type ExperimentName } from '../adapt/experiment-names.ts'
import type { ExperimentResult } from '../adapt/experiment-result.ts'
import { AppError } from '../core/errors.ts'
import { experimentSchema } from './experiment-schema.ts'
import { problemOf } from './problem.ts'
import { issueText } from './result-files.ts'
import type { Loadable, ReadJson } from './results-store.ts'

export type ExperimentsState = Readonly<Record<ExperimentName, Loadable<ExperimentResult>>>

export interface ExperimentsStore extends StoreApi<ExperimentsState> {
  /** Fetches what has not been fetched yet; a failed file is fetched again. */
  load(name: ExperimentName): Promise<void>
  loadAll(): Promise<void>
}

/**
 * The results of the paper's experiments, file by file: one that is missing (problem `missing`) or broken
 * (`bad-input`) leaves the others alone.
 */
export function createExperimentsStore(readJson: ReadJson): ExperimentsStore {
  const none: Loadable<ExperimentResult> = { status: 'none' }
  const store = createStore<ExperimentsState>(() => {
    const entries = EXPERIMENT_NAMES.map((name) => [name, none] as const)
    return Object.fromEntries(entries) as ExperimentsState
  })

  async function load(name: ExperimentName): Promise<void> {
    const { status } = store.getState()[name]
    if (status === 'loading' || status === 'ready') return
    store.setState({ [name]: { status: 'loading' } })
    store.setState({ [name]: await read(name) })
  }

  async function read(name: ExperimentName): Promise<Loadable<ExperimentResult>> {
    const path = `experiments/${name}.json`
    try {
      const parsed = v.safeParse(experimentSchema, await readJson(path))
      if (parsed.success && parsed.output.name === name) return { status: 'ready', value: parsed.output }
      const where = parsed.success ? `it is not of the experiment ${name}` : issueText(parsed.issues[0])
      throw new AppError('bad-input', `results/${path} is not what this page expects (${where}).`)
    } catch (thrown) {
      return { status: 'failed', problem: problemOf(thrown) }
    }
  }

  return {
    ...store,
    load,
    async loadAll() {
      await Promise.all(EXPERIMENT_NAMES.map(load))
    },
  }
}
