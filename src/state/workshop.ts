import { CLASSIFIER } from '../adapt/dispatch.ts'
import { type Alone, createAlone } from '../io/alone.ts'
import { createIndexedDbShelf, type Shelf } from '../io/shelf.ts'
import type { ModelClient, OpenedModel } from '../worker/protocol.ts'
import type { MixStore } from './mix-store.ts'
import { createOwnExpertsStore, type OwnExpertsStore } from './own-experts-store.ts'
import { createTaskDraftStore, type TaskDraftStore } from './task-draft-store.ts'
import { createTrainingStore, type TrainingStore } from './training-store.ts'

export interface WorkshopOptions {
  /** A second worker with a model of its own, for the time of a training. */
  readonly openTrainer: () => ModelClient
  /** Processor cores of the machine. */
  readonly cores: number
  readonly shelf?: Shelf
  readonly alone?: Alone
}

/** Where a visitor makes experts: the form, the training, and the experts that came of it. */
export interface Workshop {
  readonly ownExperts: OwnExpertsStore
  readonly taskDraft: TaskDraftStore
  readonly training: TrainingStore
  /** Brings back what was kept for a model that has just been opened; all names that sliders may have. */
  open(model: OpenedModel): Promise<readonly string[]>
}

export function createWorkshop(
  client: ModelClient,
  mix: MixStore,
  { openTrainer, cores, shelf = createIndexedDbShelf(), alone = createAlone('training') }: WorkshopOptions,
): Workshop {
  const ownExperts = createOwnExpertsStore(client, shelf)
  const taskDraft = createTaskDraftStore(shelf)
  // One core stays free for the page, whose sliders are to go on moving.
  const threads = Math.max(1, cores - 1)
  const training = createTrainingStore({ openTrainer, threads, shelf, alone, ownExperts })
  let opening = false

  const namesOf = (experts: readonly { readonly name: string }[]): string[] => experts.map(({ name }) => name)
  ownExperts.subscribe(({ experts }, { experts: before }) => {
    if (opening || experts === before) return
    const [names, old] = [namesOf(experts), namesOf(before)]
    if (names.length === old.length) {
      names.forEach((name, index) => {
        const from = old[index]
        if (from !== undefined && from !== name) mix.rename(from, name)
      })
    } else mix.setExperts([...mix.getState().experts.filter((name) => !old.includes(name)), ...names])
  })
  training.subscribe(({ made }, before) => {
    // The name is taken now: the next expert needs another one.
    if (made !== null && made !== before.made && taskDraft.getState().name === made)
      taskDraft.setState({ name: '' })
  })
  void taskDraft.restore()

  return {
    ownExperts,
    taskDraft,
    training,
    async open(model) {
      const given = namesOf(model.experts).filter((name) => name !== CLASSIFIER)
      opening = true
      await ownExperts.restore(model)
      opening = false
      void training.restore(model)
      return [...given, ...namesOf(ownExperts.getState().experts)]
    },
  }
}
