import { createContext, useContext } from 'react'
import { type StoreApi, useStore } from 'zustand'
import type { AnswersState } from '../state/answers-store.ts'
import type { ChoicesState } from '../state/choices-store.ts'
import type { ConfusionState } from '../state/confusion-store.ts'
import type { ExperimentsState } from '../state/experiments-store.ts'
import type { FactoringState } from '../state/factoring-store.ts'
import type { FewShotState } from '../state/few-shot-store.ts'
import type { BrushState } from '../state/inspector-brush-store.ts'
import type { InspectorState } from '../state/inspector-store.ts'
import type { LensState } from '../state/lens-store.ts'
import type { LessonState } from '../state/lessons/lesson-store.ts'
import type { MixState } from '../state/mix-store.ts'
import type { ModelsState } from '../state/models-store.ts'
import type { NoticesState } from '../state/notices-store.ts'
import type { OwnExpertsState } from '../state/own-experts-store.ts'
import type { PictureSvdState } from '../state/picture-svd-store.ts'
import type { PicturesState } from '../state/pictures-store.ts'
import type { Playground } from '../state/playground.ts'
import type { PromptState } from '../state/prompt-store.ts'
import type { PromptText } from '../state/prompt-text-store.ts'
import type { ResultsState } from '../state/results-store.ts'
import type { SessionState } from '../state/session-store.ts'
import type { Settings } from '../state/settings-store.ts'
import type { SweepState } from '../state/sweep-store.ts'
import type { TaskDraft } from '../state/task-draft-store.ts'
import type { TrainingState } from '../state/training-store.ts'
import type { TwoPassState } from '../state/two-pass-store.ts'
import type { ViewState } from '../state/view-store.ts'

const Context = createContext<Playground | null>(null)

export const PlaygroundProvider = Context.Provider

export function usePlayground(): Playground {
  const playground = useContext(Context)
  if (!playground) throw new Error('A component of the page was used outside its PlaygroundProvider.')
  return playground
}

interface Parts {
  readonly session: SessionState
  readonly prompt: PromptState
  readonly mix: MixState
  readonly settings: Settings
  readonly answers: AnswersState
  readonly choices: ChoicesState
  readonly promptText: { readonly read: PromptText }
  readonly twoPass: TwoPassState
  readonly fewShot: FewShotState
  readonly pictures: PicturesState
  readonly models: ModelsState
  readonly factoring: FactoringState
  readonly confusion: ConfusionState
  readonly inspector: InspectorState
  readonly brush: BrushState
  readonly lessons: LessonState
  readonly pictureSvd: PictureSvdState
  readonly lens: LensState
  readonly sweep: SweepState
  readonly results: ResultsState
  readonly experiments: ExperimentsState
  readonly view: ViewState
  readonly notices: NoticesState
  readonly ownExperts: OwnExpertsState
  readonly taskDraft: TaskDraft
  readonly training: TrainingState
}

type ReadStore<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>

/** One selected part of one store; the component renders again only when that part changes. */
export function usePart<K extends keyof Parts, T>(store: K, select: (state: Parts[K]) => T): T {
  const stores: { readonly [P in keyof Parts]: ReadStore<Parts[P]> } = usePlayground()
  const api: ReadStore<Parts[K]> = stores[store]
  return useStore(api, select)
}
