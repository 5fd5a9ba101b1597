import type { Strategy } from '../../adapt/adaptation.ts'
import type { MixMode } from '../../core/mixing-types.ts'
import type { ExampleGroup } from '../example-book.ts'
import type { UrlState } from '../url-state.ts'
import type { LessonName, Panel } from './lesson-names.ts'

/** What a lesson shows, and how the page stands when it begins. What its link says beside its name comes first. */
export interface LessonPlan {
  readonly panels: readonly Panel[]
  /** The first prompt of this group stands in the box. */
  readonly group?: ExampleGroup
  readonly alpha?: Readonly<Record<string, number>>
  readonly mode?: MixMode
  readonly strategy?: Strategy
}

export const LESSON_PLANS: Readonly<Record<LessonName, LessonPlan>> = {
  svd: { panels: ['svd', 'inspector'] },
  scales: { panels: ['svd', 'prompt', 'experts', 'outputs'], group: 'math', alpha: {}, mode: 'blend' },
  experts: {
    panels: ['prompt', 'experts', 'outputs', 'next-token', 'inspector', 'accuracy'],
    group: 'math',
    alpha: {},
    mode: 'blend',
  },
  mixing: {
    panels: ['prompt', 'experts', 'outputs', 'next-token', 'weights'],
    group: 'math',
    alpha: {},
    mode: 'blend',
  },
  'two-pass': {
    panels: ['prompt', 'experts', 'outputs', 'two-pass'],
    group: 'math',
    alpha: {},
    mode: 'blend',
    strategy: 'classifier',
  },
  dispatch: { panels: ['prompt', 'two-pass', 'confusion'], group: 'math', strategy: 'classifier' },
  'few-shot': {
    panels: ['prompt', 'experts', 'outputs', 'two-pass', 'weights'],
    group: 'harder',
    alpha: {},
    mode: 'blend',
    strategy: 'few-shot',
  },
  training: {
    panels: ['prompt', 'experts', 'outputs', 'training'],
    group: 'harder',
    alpha: {},
    mode: 'blend',
  },
}

/** A link to a lesson together with what it leaves open: how the page stands when the lesson begins. */
export function withPlan(link: UrlState, example: (group: ExampleGroup) => string): UrlState {
  if (!link.lesson) return link
  const { group, alpha, mode, strategy } = LESSON_PLANS[link.lesson]
  const plan = {
    ...(group && { prompt: example(group) }),
    ...(alpha && { alpha }),
    ...(mode && { mode }),
    ...(strategy && { strategy }),
  }
  return { ...plan, ...link }
}
