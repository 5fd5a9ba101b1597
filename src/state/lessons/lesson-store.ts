import { createStore, type StoreApi } from 'zustand/vanilla'
import { type LessonName, type Panel, USUAL_PANELS } from './lesson-names.ts'
import { LESSON_PLANS } from './lesson-plans.ts'

export interface LessonState {
  readonly lesson: LessonName | null
  /** How many of its steps are done; they are done in their order. */
  readonly done: number
  /** What a teacher's own link shows; null where it does not say. */
  readonly show: readonly Panel[] | null
  /** The line that tells what to do, of a teacher's own link. */
  readonly task: string | null
}

/** What a link says of a lesson. */
export interface LessonLink {
  readonly lesson?: LessonName
  readonly show?: readonly Panel[]
  readonly task?: string
}

export interface LessonStore extends StoreApi<LessonState> {
  /** Stands as a link says; a lesson that goes on already keeps its steps. */
  follow(link: LessonLink): void
  /** The next step has been done. */
  advance(): void
  /** Begins the lesson again. */
  again(): void
  /** Everything is shown again. */
  leave(): void
  link(): LessonLink
}

const NONE: LessonState = { lesson: null, done: 0, show: null, task: null }

export function createLessonStore(link: LessonLink = {}): LessonStore {
  const from = ({ lesson, show, task }: LessonLink): LessonState => ({
    done: 0,
    lesson: lesson ?? null,
    show: show ?? null,
    task: task ?? null,
  })
  const store = createStore<LessonState>(() => from(link))
  return {
    ...store,
    follow: (next) => {
      const { lesson, done } = store.getState()
      store.setState({ ...from(next), ...(next.lesson === lesson && { done }) })
    },
    advance: () => store.setState(({ done }) => ({ done: done + 1 })),
    again: () => store.setState({ done: 0 }),
    leave: () => store.setState(NONE),
    link: () => {
      const { lesson, show, task } = store.getState()
      return { ...(lesson && { lesson }), ...(show && { show }), ...(task !== null && { task }) }
    },
  }
}

/** The parts of the playground that are shown. */
export function shownPanels({ lesson, show }: LessonState): readonly Panel[] {
  return show ?? (lesson ? LESSON_PLANS[lesson].panels : USUAL_PANELS)
}

/** Whether a lesson or a teacher's link names the parts it shows, so that each of them is needed. */
export function namesPanels({ lesson, show }: LessonState): boolean {
  return lesson !== null || show !== null
}
