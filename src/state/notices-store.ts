import { createStore, type StoreApi } from 'zustand/vanilla'
import type { UrlProblem } from './url-problem.ts'

/** What the visitor should know about the link that brought them here. */
export interface NoticesState {
  readonly link: readonly UrlProblem[]
}

export interface NoticesStore extends StoreApi<NoticesState> {
  report(problems: readonly UrlProblem[]): void
  dismiss(): void
}

export function createNoticesStore(): NoticesStore {
  const store = createStore<NoticesState>(() => ({ link: [] }))
  return {
    ...store,
    report: (problems) => store.setState((state) => ({ link: [...state.link, ...problems] })),
    dismiss: () => store.setState({ link: [] }),
  }
}
