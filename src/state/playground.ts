import { TRAINED_FAMILIES } from '../tasks/task-item.ts'
import type { BackendChoice, ModelClient, OpenedModel } from '../worker/protocol.ts'
import { createAnswerRunner, type OnFrame } from './answer-runner.ts'
import { type AnswersStore, createAnswersStore, EMPTY_LANE } from './answers-store.ts'
import { askedByLink, type WaitingLink } from './asked-model.ts'
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
import { createLessonStore, type LessonLink, type LessonStore } from './lessons/lesson-store.ts'
import { createLookedAt, NO_EXPERT } from './looked-at.ts'
import { createMixStore, type MixStore, mixOf } from './mix-store.ts'
import { modelNameOf } from './model-name.ts'
import { createModelsStore, type ModelsStore } from './models-store.ts'
import { createNoticesStore, type NoticesStore } from './notices-store.ts'
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
import { decodeUrlState, encodeUrlState, type UrlState, type WrittenLink, writeLink } from './url-state.ts'
import { createViewStore, PLAYGROUND, type ViewState, type ViewStore } from './view-store.ts'
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
export interface Playground extends Omit<Workshop, 'open'> {
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
  /** Lets go of a link that asks for another model. */
  keepModel(): void
  /** The present state as a fragment, `#v=1&…`, as seen in the present view or in another, with the present lesson or another. */
  link(seen?: ViewState, lesson?: LessonLink): string
  /** The same, and what it has no room for. */
  written(seen?: ViewState, lesson?: LessonLink): WrittenLink
  /** Follows a fragment that was put into the address while the page was open. */
  follow(hash: string): void
  /** Resolves when no answer is being computed. */
  settled(): Promise<void>
}

export function createPlayground(options: PlaygroundOptions): Playground {
  const { client, firstExample } = options
  const { state, problems } = decodeUrlState(options.hash)
  const first = askedByLink(state, options.modelUrl)
  /** A link to a model that is not open. It is followed once the visitor has opened that. */
  let waiting: WaitingLink | null = first.asked && { hash: options.hash, name: first.asked.name, state }
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
  const lens = createLens(client, { session, mix, answers })
  const sweep = createSweep(client, { session, mix })
  const lookedAt = createLookedAt({ inspector, lens, sweep })
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
  let adopting = false

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

  /** Experts that a link asks for and the model does not have are reported, not dropped in silence. */
  function reportUnknown(asked: readonly string[], names: readonly string[]): void {
    const unknown = asked.filter((name) => !names.includes(name))
    notices.report(unknown.map((value) => ({ key: 'alpha', value, reason: NO_EXPERT })))
  }

  function settleExperts(names: readonly string[]): void {
    const { alpha, setBy } = mix.getState()
    reportUnknown(
      Object.keys(alpha).filter((name) => setBy[name] === 'link'),
      names,
    )
    mix.setExperts(names)
    brush.resume()
    notices.report(lookedAt.missed())
  }

  async function start(backend: BackendChoice = 'auto'): Promise<void> {
    const model = await session.open(backend)
    if (!model) return
    settleExperts(await openWorkshop(model))
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
    runner.forget()
    void choices.weigh(null)
    promptText.setState(promptText.getInitialState())
    answers.setState({ base: EMPTY_LANE, adapted: EMPTY_LANE, speed: null })
    twoPass.setState({ ...twoPass.getInitialState(), strategy: twoPass.getState().strategy })
    confusion.setState(confusion.getInitialState())
    pictures.setState(pictures.getInitialState())
    mix.setExperts([])
    mix.setExperts(await openWorkshop(model))
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
    const link = waiting
    waiting = null
    models.setState({ asked: null })
    if (link && link.name === modelNameOf(model.source, options.modelUrl)) apply(link.state)
    adopting = false
    refresh()
  }

  /** The link that is still waiting stays in the address until it is followed or let go. */
  function keepModel(): void {
    waiting = null
    models.setState({ asked: null })
  }

  function written(
    { view: seen, experiment }: ViewState = view.getState(),
    lesson: LessonLink = lessons.link(),
  ): WrittenLink {
    if (waiting) return { hash: waiting.hash, left: [] }
    const { maxTokens, ...sampling } = settings.getState()
    return writeLink({
      model: modelNameOf(session.getState().source, options.modelUrl),
      prompt: prompt.getState().asked,
      ...(session.getState().world.form === 'chat' && { system: prompt.getState().system }),
      alpha: mix.getState().alpha,
      mode: mix.getState().mode,
      strategy: twoPass.getState().strategy,
      ...(seen !== 'playground' && { view: seen, ...(experiment && { experiment }) }),
      ...sampling,
      ...(maxTokens !== TOKENS_AT_START && { tokens: maxTokens }),
      ...lookedAt.link(),
      ...lesson,
    })
  }

  const linkTo = (...to: Parameters<typeof written>): string => written(...to).hash

  function follow(hash: string): void {
    const { state, problems: found } = decodeUrlState(hash)
    const { view: seen = 'playground', experiment = null, ...asks } = state
    // A lesson that goes on stands as it is; one that begins brings its own beginning.
    const next = asks.lesson === lessons.getState().lesson ? asks : planned(asks)
    notices.dismiss()
    view.setState({ view: seen, experiment })
    lessons.follow(next)
    const present = modelNameOf(session.getState().source, options.modelUrl)
    const { asked, problems: unable } = askedByLink(next, options.modelUrl, present)
    notices.report([...found, ...unable])
    waiting = asked && { hash, name: asked.name, state: next }
    models.setState({ asked })
    if (asked || next.model === 'local') return
    // Nothing but the view differs, as on a step back from the results: what is typed and set stays as it is.
    if (encodeUrlState(next) === linkTo(PLAYGROUND)) return
    apply(next)
  }

  function apply(next: UrlState): void {
    if (next.mode) mix.setMode(next.mode)
    if (next.alpha) {
      reportUnknown(Object.keys(next.alpha), mix.getState().experts)
      mix.setAll(next.alpha, 'link')
    }
    if (next.strategy) twoPass.setStrategy(next.strategy)
    if (next.seed !== undefined) settings.setState({ seed: next.seed })
    if (next.temperature !== undefined) settings.setState({ temperature: next.temperature })
    if (next.tokens !== undefined) settings.setState({ maxTokens: next.tokens })
    lookedAt.follow(next)
    notices.report(lookedAt.missed())
    if (next.prompt !== undefined) prompt.propose(next.prompt, next.system ?? '')
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
    if (now.failed && !before.failed) refresh()
  })
  answers.subscribe(({ base, adapted }) => {
    const lost = [base.problem, adapted.problem].find((problem) => problem?.code === 'device-lost')
    if (lost && session.getState().phase === 'ready') session.lose(lost)
  })

  recoverWorker(client, session, restart)

  return {
    ...workshop,
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
    keepModel,
    follow,
    settled: runner.settled,
    link: linkTo,
    written,
  }
}
