import { type LaneView, textOf } from '../answers-store.ts'
import type { Playground } from '../playground.ts'
import type { LessonName } from './lesson-names.ts'

/** The states that steps look at. */
export interface Seen {
  readonly alpha: Readonly<Record<string, number>>
  readonly setBy: Readonly<Record<string, string>>
  readonly mode: string
  readonly base: LaneView
  readonly adapted: LaneView
  /** Both answers are written, to the prompt and the mix that stand on the page. */
  readonly isAnswered: boolean
  readonly known: ReturnType<Playground['prompt']['getState']>['known']
  readonly picture: ReturnType<Playground['pictureSvd']['getState']>
  readonly inspector: ReturnType<Playground['inspector']['getState']>
  readonly twoPass: ReturnType<Playground['twoPass']['getState']>
  readonly confusion: ReturnType<Playground['confusion']['getState']>
  readonly fewShot: ReturnType<Playground['fewShot']['getState']>
  readonly training: ReturnType<Playground['training']['getState']>
  readonly view: string
}

/** Whether the step is done now; `since` is how the page stood when the step's turn came. */
type IsDone = (now: Seen, since: Seen) => boolean

const alphas = ({ alpha }: Seen): readonly number[] => Object.values(alpha)
const allAtZero = (now: Seen): boolean => alphas(now).every((value) => value === 0)
const full = 0.9
/** What a lesson asks to be counted; whoever counts more need not wait for it. */
const ENOUGH_ITEMS = 20

/** Steps in their order; their words are in the message catalogue, under the same names. */
export const LESSON_STEPS = {
  svd: {
    one: ({ picture }) => picture.keep === 1,
    tenth: ({ picture }) => picture.keep > 1 && picture.keep <= 16 && isBelow(picture.error, 0.1),
    noise: ({ picture }) => picture.drawing === 'noise' && picture.keep <= 16,
    weight: ({ inspector }, since) => inspector.isChosen && inspector.matrix !== since.inspector.matrix,
  },
  scales: {
    outline: ({ picture }) => picture.gains[0] === 0,
    smooth: ({ picture }) => picture.gains[0] >= full && picture.gains[2] === 0,
    louder: ({ picture }) => picture.gains.some((gain) => gain >= 1.5),
    expert: (now) => now.isAnswered && (now.alpha.math ?? 0) >= full,
    base: (now) => now.isAnswered && allAtZero(now),
  },
  experts: {
    math: (now) =>
      now.isAnswered && (now.alpha.math ?? 0) >= full && (now.known?.verify(textOf(now.adapted)) ?? true),
    code: (now) => now.isAnswered && now.known?.family === 'code' && (now.alpha.code ?? 0) >= full,
    wrong: (now) => {
      if (!now.isAnswered || !now.known) return false
      const own = now.known.family.replace('-hard', '')
      return (now.alpha[own] ?? 0) === 0 && alphas(now).some((value) => value >= full)
    },
    compare: ({ inspector }) => inspector.second !== null && inspector.shown.length === 2,
  },
  mixing: {
    two: (now) => now.isAnswered && alphas(now).filter((value) => value >= 0.3).length >= 2,
    beyond: (now) => now.isAnswered && alphas(now).some((value) => value >= 1.5),
    negative: (now) => now.isAnswered && alphas(now).some((value) => value <= -0.5),
    paper: (now) => now.isAnswered && now.mode === 'paper' && allAtZero(now),
    back: (now) => now.isAnswered && now.mode === 'blend' && allAtZero(now),
  },
  'two-pass': {
    run: ({ twoPass }, since) => isNewRun(twoPass, since) && twoPass.result?.strategy === 'classifier',
    other: ({ twoPass }, since) =>
      isNewRun(twoPass, since) && twoPass.result?.category !== since.twoPass.result?.category,
    prompt: ({ twoPass }, since) => isNewRun(twoPass, since) && twoPass.result?.strategy === 'prompt',
    sliders: ({ setBy }, since) => setBy !== since.setBy && Object.values(setBy).includes('two-pass'),
  },
  dispatch: {
    classifier: ({ confusion }, since) => hasCounted('classifier', confusion, since),
    prompt: ({ confusion }, since) => hasCounted('prompt', confusion, since),
    other: ({ twoPass }, since) => isNewRun(twoPass, since) && twoPass.result?.category === 'other',
  },
  'few-shot': {
    search: ({ fewShot: { history } }, since) => history !== since.fewShot.history && history.length > 1,
    sliders: ({ setBy }, since) => setBy !== since.setBy && Object.values(setBy).includes('few-shot'),
    fresh: ({ fewShot: { trial } }, since) =>
      trial !== since.fewShot.trial && (trial?.items ?? 0) >= ENOUGH_ITEMS,
  },
  training: {
    train: ({ training }) => training.status === 'running' || training.status === 'done',
    made: ({ training }) => training.status === 'done' && training.made !== null,
    try: (now) => now.isAnswered && (now.alpha[now.training.made ?? ''] ?? 0) >= 0.5,
    results: ({ view }) => view === 'results',
  },
} as const satisfies Record<LessonName, Record<string, IsDone>>

function isBelow(error: number | null, limit: number): boolean {
  return error !== null && error <= limit
}

function isNewRun(twoPass: Seen['twoPass'], since: Seen): boolean {
  return twoPass.status === 'done' && twoPass.result !== since.twoPass.result
}

function hasCounted(strategy: string, { report }: Seen['confusion'], since: Seen): boolean {
  return report !== since.confusion.report && report?.strategy === strategy && report.items >= ENOUGH_ITEMS
}

function isSame(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every((name) => (a[name] ?? 0) === (b[name] ?? 0))
}

function seenOf(page: Playground): Seen {
  const { alpha, setBy, mode, dragging } = page.mix.getState()
  const { base, adapted, mix, prompt } = page.answers.getState()
  const { asked, known } = page.prompt.getState()
  const isWritten = [base, adapted].every(({ status, problem }) => status === 'done' && !problem)
  return {
    ...{ alpha, setBy, mode, base, adapted, known },
    isAnswered: isWritten && !dragging && prompt === asked && mix.mode === mode && isSame(mix.alpha, alpha),
    picture: page.pictureSvd.getState(),
    inspector: page.inspector.getState(),
    twoPass: page.twoPass.getState(),
    confusion: page.confusion.getState(),
    fewShot: page.fewShot.getState(),
    training: page.training.getState(),
    view: page.view.getState().view,
  }
}

/** The steps of a lesson, in their order. */
export const stepsOf = (lesson: LessonName): readonly [string, IsDone][] =>
  Object.entries(LESSON_STEPS[lesson])

/** Recognises the steps of the open lesson as they are done, one after the other. Returns a function that ends it. */
export function recogniseSteps(page: Playground): () => void {
  const { lessons } = page
  let since = seenOf(page)
  let place = ''
  const look = (): void => {
    const { lesson, done } = lessons.getState()
    if (!lesson) return
    const now = seenOf(page)
    if (place !== `${lesson} ${done}`) {
      place = `${lesson} ${done}`
      since = now
    }
    const [, isDone] = stepsOf(lesson)[done] ?? []
    if (isDone?.(now, since)) lessons.advance()
  }
  const { mix, answers, prompt, pictureSvd, inspector, twoPass, confusion, fewShot, training, view } = page
  const stores = [
    lessons,
    mix,
    answers,
    prompt,
    pictureSvd,
    inspector,
    twoPass,
    confusion,
    fewShot,
    training,
    view,
  ]
  const ends = stores.map((store) => store.subscribe(look))
  look()
  return () => {
    for (const end of ends) end()
  }
}
