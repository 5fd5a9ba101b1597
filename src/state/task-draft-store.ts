import * as v from 'valibot'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Shelf } from '../io/shelf.ts'
import { MODULE_GROUPS, type ModuleGroup } from '../model/llama-config.ts'
import { FAMILIES, type Family } from '../tasks/task-item.ts'
import { ANSWER_MATCHES, readWrittenExercises } from '../tasks/written-exercises.ts'
import type { TaskSpec } from '../train/task-spec.ts'
import { WATCHED_DEFAULTS } from '../train/watched-options.ts'
import { isSeed } from './settings-store.ts'

/** What stands in the form of a training that has not begun. */
export type TaskDraft = v.InferOutput<typeof DRAFT>
export type TrainableFamily = Exclude<Family, 'other'>

export const TRAINABLE_FAMILIES = FAMILIES.filter((family): family is TrainableFamily => family !== 'other')
const groups = Object.keys(MODULE_GROUPS) as ModuleGroup[]

/** The longest text of a task that is read and kept. */
export const TEXT_MAX = 1_000_000
export const STEPS_MAX = 500
export const RATE_MAX = 0.2
export const KL_MAX = 5

export const isSteps = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= STEPS_MAX
export const isRate = (value: number): boolean => value > 0 && value <= RATE_MAX
export const isKlWeight = (value: number): boolean => value >= 0 && value <= KL_MAX

const number = (accepts: (value: number) => boolean) => v.pipe(v.number(), v.check(accepts))

const DRAFT = v.object({
  source: v.picklist(['family', 'written']),
  family: v.picklist(TRAINABLE_FAMILIES),
  text: v.pipe(v.string(), v.maxLength(TEXT_MAX)),
  match: v.picklist(ANSWER_MATCHES),
  /** What the expert is to be called; empty for a name near its task's. */
  name: v.pipe(v.string(), v.maxLength(64)),
  options: v.object({
    modules: v.picklist(groups),
    steps: number(isSteps),
    seed: number(isSeed),
    klWeight: number(isKlWeight),
    learningRate: number(isRate),
  }),
})

const EMPTY: TaskDraft = {
  source: 'family',
  family: 'math-hard',
  text: '',
  match: 'ending',
  name: '',
  options: WATCHED_DEFAULTS,
}

export interface TaskDraftStore extends StoreApi<TaskDraft> {
  /** Brings back what stood there in the visit before; never rejects. */
  restore(): Promise<void>
  setOption<K extends keyof TaskDraft['options']>(name: K, value: TaskDraft['options'][K]): void
}

const PLACE = 'task-draft'
const QUIET_MS = 300

/** Keeps every word that is typed, a moment after it is typed. */
export function createTaskDraftStore(shelf: Shelf): TaskDraftStore {
  const store = createStore<TaskDraft>(() => EMPTY)
  let timer: ReturnType<typeof setTimeout> | undefined
  let touched = false
  let restoring = false

  store.subscribe((draft) => {
    if (restoring) return
    touched = true
    clearTimeout(timer)
    // Where nothing can be kept, the experts' own notice says so.
    timer = setTimeout(() => void shelf.put(PLACE, draft).catch(() => undefined), QUIET_MS)
  })

  return {
    ...store,
    async restore() {
      const read = v.safeParse(DRAFT, await shelf.get(PLACE).catch(() => null))
      if (!read.success || touched) return
      restoring = true
      store.setState(read.output)
      restoring = false
    },
    setOption: (name, value) => store.setState(({ options }) => ({ options: { ...options, [name]: value } })),
  }
}

/** The task of a draft as it stands; its written exercises may still be too few, and carry the expert's name. */
export function taskOf({ source, family, text, match }: TaskDraft, name: string): TaskSpec {
  if (source === 'family') return { kind: 'family', family }
  return { kind: 'written', name, exercises: readWrittenExercises(text).exercises, match }
}
