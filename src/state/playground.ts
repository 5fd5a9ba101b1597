import { TRAINED_FAMILIES } from '../tasks/task-item.ts'
import type { BackendChoice, ModelClient, OpenedModel } from '../worker/protocol.ts'
import { createAnswerRunner, type OnFrame } from './answer-runner.ts'
import { type AnswersStore, createAnswersStore, EMPTY_LANE } from './answers-store.ts'
import { askedByLink } from './asked-model.ts'
import { type ChoicesStore, createChoicesStore } from './choices-store.ts'
import { type ConfusionStore, createConfusionStore } from './confusion-store.ts'
import type { ExampleBook } from './example-book.ts'
import { createExperimentsStore, type ExperimentsStore } from './experiments-store.ts'
import { createFactoringStore, type FactoringStore } from './factoring-store.ts'
import { createFewShotStore, type FewShotStore } from './few-shot-store.ts'
import { measuredAnswers } from './first-example.ts'
import { createInspector } from './inspector.ts'
import { type Brush, createBrush } from './inspector-brush.ts'
import type { InspectorStore } from './inspector-store.ts'
import { createLens } from './lens.ts'
import type { LensStore } from './lens-store.ts'
import { withPlan } from './lessons/lesson-plans.ts'
import { createLessonStore, type LessonStore } from './lessons/lesson-store.ts'
import { createLookedAt, missedToken } from './looked-at.ts'
import { createMixStore, type MixStore, mixOf } from './mix-store.ts'
import { createModelsStore, type ModelsStore } from './models-store.ts'
import { createNoticesStore, type NoticesStore } from './notices-store.ts'
import { createPageLink, type PageLink } from './page-link.ts'
import { createPictureSvdStore, type PictureSvdStore } from './picture-svd-store.ts'
import { createPicturesStore, type PicturesStore } from './pictures-store.ts'
import { createPromptStore, type PromptStore } from './prompt-store.ts'
import { createPromptTextStore, type PromptTextStore } from './prompt-text-store.ts'
import type { FirstExample } from './result-files.ts'
import { createResultsStore, type ReadJson, type ResultsStore } from './results-store.ts'
import { createSessionStore, type SessionStore } from './session-store.ts'
import {
  createSettingsStore,
  type SettingsStore,
  TOKENS_AT_START,
  TOKENS_OF_A_CHAT,
} from './settings-store.ts'
import { createSweep } from './sweep.ts'
import type { SweepStore } from './sweep-store.ts'
import { createTwoPassStore, type TwoPassStore } from './two-pass-store.ts'
import { decodeUrlState, type UrlState } from './url-state.ts'
import { createViewStore, type ViewStore } from './view-store.ts'
import { recoverWorker } from './worker-recovery.ts'
import { createWorkshop, type Workshop, type WorkshopOptions } from './workshop.ts'
import { homeOf, resultFolder, type World } from './world.ts'

/** Tokens asked for while a thumb is held. */
const LIVE_TOKENS = 16

export interface PlaygroundOptions extends WorkshopOptions {
  readonly client: ModelClient
  readonly readJson: ReadJson
  /** Absolute address of the model's folder. */
  readonly modelUrl: string
  readonly firstExample: FirstExample | null
  /** Prompts that suit a model. */
  readonly examplesOf: (world: World) => ExampleBook
  /** The address' fragment at start. */
  readonly hash: string
  readonly onFrame?: OnFrame
}

/** Every store of the page and the few actions that concern more than one of them. */
export interface Playground
  extends Omit<Workshop, 'open'>,
    Pick<PageLink, 'link' | 'written' | 'follow' | 'keepModel'> {
  readonly session: SessionStore
  readonly prompt: PromptStore
  readonly mix: MixStore
  readonly settings: SettingsStore
  readonly answers: AnswersStore
  readonly choices: ChoicesStore
  readonly promptText: PromptTextStore
  readonly twoPass: TwoPassStore
  readonly fewShot: FewShotStore
  readonly pictures: PicturesStore
  readonly confusion: ConfusionStore
  readonly inspector: InspectorStore
  readonly brush: Brush
  readonly lessons: LessonStore
  readonly pictureSvd: PictureSvdStore
  readonly lens: LensStore
  readonly sweep: SweepStore
  readonly results: ResultsStore
  readonly experiments: ExperimentsStore
  readonly view: ViewStore
  readonly notices: NoticesStore
  /** Absolute address of the model that came with the page. */
  readonly modelUrl: string
  readonly models: ModelsStore
  readonly factoring: FactoringStore
  readonly examplesOf: (world: World) => ExampleBook
  /** Opens the model and answers what stands in the prompt. Also the way to try again. */
  start(backend?: BackendChoice): Promise<void>
  /** Answers again, for instance after an error. */
  refresh(): void
  /** Ends the answers being written; what has come of them stays. */
  stop(): void
  /** Resolves when no answer is being computed. */
  settled(): Promise<void>
}

export function createPlayground(options: PlaygroundOptions): Playground {
  const { client, firstExample } = options
  const { state, problems } = decodeUrlState(options.hash)
  const first = askedByLink(state, options.modelUrl)
  const session = createSessionStore(client, options.modelUrl)
  const book = (): ExampleBook => options.examplesOf(session.getState().world)
  const planned = (state: UrlState): UrlState => withPlan(state, (group) => book().example(group, 0))
  const link = planned(first.now)

  const notices = createNoticesStore()
  notices.report([...problems, ...first.problems])
  const lessons = createLessonStore(link)
  const settings = createSettingsStore({
    ...(link.seed !== undefined && { seed: link.seed }),
    ...(link.temperature !== undefined && { temperature: link.temperature }),
    ...(link.tokens !== undefined && { maxTokens: link.tokens }),
  })
  const mix = createMixStore({
    experts: [...new Set([...TRAINED_FAMILIES, ...Object.keys(link.alpha ?? {})])],
    mode: link.mode ?? firstExample?.mix.mode ?? 'blend',
    alpha: link.alpha ?? firstExample?.mix.alpha ?? {},
    by: link.alpha ? 'link' : 'start',
  })
  const prompt = createPromptStore(
    link.prompt ?? firstExample?.prompt ?? book().example('math', 0),
    (text) => book().known(text),
    link.system,
  )
  const startsAsMeasured = firstExample !== null && prompt.getState().asked === firstExample.prompt
  const answers = createAnswersStore(startsAsMeasured ? measuredAnswers(firstExample) : {})
  const twoPass = createTwoPassStore(client, link.strategy)
  const pictures = createPicturesStore(client, (names) => {
    mix.setExperts([...new Set([...mix.getState().experts, ...names])])
  })
  const view = createViewStore({
    ...(link.view && { view: link.view }),
    ...(link.experiment && { experiment: link.experiment }),
  })
  const { open: openWorkshop, ...workshop } = createWorkshop(client, mix, options)
  const results = createResultsStore(options.readJson)
  const promptText = createPromptTextStore(client)
  const runner = createAnswerRunner(client, answers, options.onFrame)

  const choices = createChoicesStore(client)
  const fewShot = createFewShotStore(client)
  const confusion = createConfusionStore(client)
  const followed = { session, mix, ownExperts: workshop.ownExperts }
  const inspector = createInspector(client, followed)
  const brush = createBrush(client, { ...followed, inspector })
  const lens = createLens(client, {
    ...{ session, mix, answers },
    onMissed: (asked) => notices.report([missedToken(asked)]),
  })
  const sweep = createSweep(client, { session, mix })
  const lookedAt = createLookedAt({
    ...{ inspector, lens, sweep },
    layers: () => session.getState().model?.layers ?? null,
  })
  lookedAt.follow(link)
  const factoring = createFactoringStore(client, homeOf(options.modelUrl), async (model) => {
    session.adopt(model)
    await adopt(model, true)
  })
  const models = createModelsStore(client, session, async (model) => {
    factoring.reset()
    await adopt(model)
  })
  if (first.asked) models.setState({ asked: first.asked })
  const { adopted, reportMissing, reportUnread, ...pageLink } = createPageLink(
    { session, models, prompt, mix, settings, twoPass, view, lessons, notices, lookedAt },
    {
      modelUrl: options.modelUrl,
      waiting: first.asked && { hash: options.hash, name: first.asked.name, state },
      planned,
    },
  )
  let adopting = false
  let adoptions = 0

  function refresh(): void {
    const { model, phase, world } = session.getState()
    const { asked, known } = prompt.getState()
    if (adopting || !model || phase !== 'ready' || asked.trim() === '') return
    const system = world.form === 'chat' ? prompt.getState().system : ''
    const { seed, temperature, maxTokens: most } = settings.getState()
    const { dragging, experts } = mix.getState()
    const maxTokens = dragging ? Math.min(LIVE_TOKENS, most) : most
    const { revision } = workshop.ownExperts.getState()
    const question = {
      prompt: asked,
      system,
      mix: mixOf(mix.getState()),
      adapts: experts.length > 0,
      revision,
    }
    // Weighed first: it takes one reading of the prompt, and the answer may take minutes.
    if (!dragging) void choices.weigh(known?.choices ? { ...question, choices: known.choices } : null)
    runner.submit({ ...question, seed, temperature, maxTokens })
  }

  function settleExperts(names: readonly string[]): void {
    reportMissing(names)
    mix.setExperts(names)
    brush.resume()
    notices.report(lookedAt.missed())
  }

  async function start(backend: BackendChoice = 'auto'): Promise<void> {
    const model = await session.open(backend)
    if (!model) return
    settleExperts(await openWorkshop(model))
    reportUnread(link)
    refresh()
  }

  /** The worker is another one, and the model the same: everything that was in the old one is put into it again. */
  async function restart(backend: BackendChoice, because: string | null): Promise<void> {
    const model = await session.reopen(backend, because)
    if (!model) return runner.stop()
    const names = await openWorkshop(model)
    settleExperts([...names, ...(await pictures.reopen())])
    refresh()
  }

  /**
   * Surrounds another model with what belongs to it, and takes away what belonged to the one before.
   * @param again it is the same model in another form: a prompt that was chosen stays
   */
  async function adopt(model: OpenedModel, again = false): Promise<void> {
    adopting = true
    adoptions += 1
    const mine = adoptions
    runner.forget()
    void choices.weigh(null)
    promptText.setState(promptText.getInitialState())
    answers.setState({ base: EMPTY_LANE, adapted: EMPTY_LANE, speed: null })
    twoPass.setState({ ...twoPass.getInitialState(), strategy: twoPass.getState().strategy })
    confusion.setState(confusion.getInitialState())
    pictures.setState(pictures.getInitialState())
    mix.setExperts([])
    const names = await openWorkshop(model)
    // Another one was opened meanwhile, and brings its own.
    if (mine !== adoptions) return
    mix.setExperts(names)
    brush.resume()
    const { world } = session.getState()
    fewShot.adopt(world.form)
    const { own, asked } = prompt.getState()
    if (!own && !(again && asked !== book().first([]).prompt)) {
      const first = book().first(mix.getState().experts)
      prompt.propose((world.embedded && firstExample?.prompt) || first.prompt)
      if (first.expert) mix.setAll({ [first.expert]: 1 }, 'start')
    }
    prompt.recognise()
    if (world.embedded && firstExample) mix.setAll(firstExample.mix.alpha, 'start')
    const { maxTokens } = settings.getState()
    if (world.form === 'tiny' && maxTokens === TOKENS_OF_A_CHAT)
      settings.setState({ maxTokens: TOKENS_AT_START })
    if (world.form !== 'tiny' && maxTokens === TOKENS_AT_START)
      settings.setState({ maxTokens: TOKENS_OF_A_CHAT })
    adopted(model)
    adopting = false
    refresh()
  }

  prompt.subscribe((now, before) => {
    if (now.asked === before.asked && now.system === before.system) return
    // Without a model nothing else would take the old answers from under the new prompt.
    if (session.getState().phase !== 'ready') {
      answers.setState({ base: EMPTY_LANE, adapted: EMPTY_LANE, prompt: now.asked })
    }
    refresh()
  })
  mix.subscribe((now, before) => {
    const moved = now.alpha !== before.alpha || now.byModule !== before.byModule
    if (moved || now.mode !== before.mode || now.dragging !== before.dragging) refresh()
  })
  settings.subscribe(refresh)
  workshop.ownExperts.subscribe((now, before) => {
    if (now.revision !== before.revision) refresh()
  })
  // At once, before anything that sees the model asks for its results.
  session.subscribe(({ world }) => {
    if (world.measured) results.of(resultFolder(world.measured))
  })
  // A call that the opening of another model has ended is made again where that model did not come.
  models.subscribe((now, before) => {
    if (!now.failed || before.failed) return
    refresh()
    inspector.again()
    lens.changed()
  })
  answers.subscribe(({ base, adapted }) => {
    const lost = [base.problem, adapted.problem].find((problem) => problem?.code === 'device-lost')
    if (lost && session.getState().phase === 'ready') session.lose(lost)
  })

  recoverWorker(client, session, restart)

  return {
    ...workshop,
    ...pageLink,
    session,
    prompt,
    mix,
    settings,
    answers,
    choices,
    promptText,
    twoPass,
    fewShot,
    pictures,
    notices,
    confusion,
    inspector,
    brush,
    lessons,
    pictureSvd: createPictureSvdStore(),
    lens,
    sweep,
    results,
    experiments: createExperimentsStore(options.readJson),
    view,
    modelUrl: options.modelUrl,
    models,
    factoring,
    examplesOf: options.examplesOf,
    start,
    refresh,
    stop: runner.stop,
    settled: runner.settled,
  }
}
