import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ExperimentName } from '../adapt/experiment-names.ts'

/** The faces of the page: the playground itself, the measured experiments, and the lessons to choose from. */
export const VIEWS = ['playground', 'results', 'lessons'] as const
export type View = (typeof VIEWS)[number]

export interface ViewState {
  readonly view: View
  /** The experiment that the results were opened at; null for the whole of them. */
  readonly experiment: ExperimentName | null
}

/** The playground, as a visitor first sees it. */
export const PLAYGROUND: ViewState = { view: 'playground', experiment: null }

export type ViewStore = StoreApi<ViewState>

export function createViewStore(state: Partial<ViewState>): ViewStore {
  return createStore(() => ({ ...PLAYGROUND, ...state }))
}
