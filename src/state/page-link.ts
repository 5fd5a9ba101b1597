import type { OpenedModel } from '../worker/protocol.ts'
import { askedByLink, type WaitingLink } from './asked-model.ts'
import type { LessonLink, LessonStore } from './lessons/lesson-store.ts'
import { type LookedAt, NO_EXPERT } from './looked-at.ts'
import type { MixStore } from './mix-store.ts'
import { modelNameOf } from './model-name.ts'
import type { ModelsStore } from './models-store.ts'
import type { NoticesStore } from './notices-store.ts'
import type { PromptStore } from './prompt-store.ts'
import type { SessionStore } from './session-store.ts'
import { type SettingsStore, TOKENS_AT_START } from './settings-store.ts'
import type { TwoPassStore } from './two-pass-store.ts'
import { decodeUrlState, encodeUrlState, type UrlState, type WrittenLink, writeLink } from './url-state.ts'
import { PLAYGROUND, type ViewState, type ViewStore } from './view-store.ts'

/** What a link says something of. */
interface LinkedParts {
  readonly session: SessionStore
  readonly models: ModelsStore
  readonly prompt: PromptStore
  readonly mix: MixStore
  readonly settings: SettingsStore
  readonly twoPass: TwoPassStore
  readonly view: ViewStore
  readonly lessons: LessonStore
  readonly notices: NoticesStore
  readonly lookedAt: LookedAt
}

interface PageLinkOptions {
  /** Absolute address of the model that came with the page. */
  readonly modelUrl: string
  /** The link that the page was opened with, where it asks for another model than the page's own. */
  readonly waiting: WaitingLink | null
  /** A link with the beginning of the lesson that it names. */
  readonly planned: (state: UrlState) => UrlState
}

/** The page as a link: written of what stands in it, followed into it, and kept while the model that it is for is not open. */
export interface PageLink {
  /** The present state as a fragment, `#v=1&…`, as seen in the present view or in another, with the present lesson or another. */
  link(seen?: ViewState, lesson?: LessonLink): string
  /** The same, and what it has no room for. */
  written(seen?: ViewState, lesson?: LessonLink): WrittenLink
  /** Follows a fragment that was put into the address while the page was open. */
  follow(hash: string): void
  /** Another model is open: follows the link that waits for it, and lets go of any other. */
  adopted(model: OpenedModel): void
  /** Lets go of a link that asks for another model. */
  keepModel(): void
  /** Reports what such a link says and the open model has no use for. */
  reportUnread(link: UrlState): void
  /** These are the model's experts; those that the link asked for beside them are reported, not dropped in silence. */
  reportMissing(names: readonly string[]): void
}

export function createPageLink(
  parts: LinkedParts,
  { modelUrl, planned, ...options }: PageLinkOptions,
): PageLink {
  const { session, models, prompt, mix, settings, twoPass, view, lessons, notices, lookedAt } = parts
  /** Followed once the visitor has opened its model. */
  let { waiting } = options

  function written(
    { view: seen, experiment }: ViewState = view.getState(),
    lesson: LessonLink = lessons.link(),
  ): WrittenLink {
    // The link that is still waiting stays in the address until it is followed or let go.
    if (waiting) return { hash: waiting.hash, left: [] }
    const { maxTokens, ...sampling } = settings.getState()
    return writeLink({
      model: modelNameOf(session.getState().source, modelUrl),
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

  const link = (...to: Parameters<typeof written>): string => written(...to).hash

  function follow(hash: string): void {
    const { state, problems: found } = decodeUrlState(hash)
    const { view: seen = 'playground', experiment = null, ...asks } = state
    // A lesson that goes on stands as it is; one that begins brings its own beginning.
    const next = asks.lesson === lessons.getState().lesson ? asks : planned(asks)
    notices.dismiss()
    view.setState({ view: seen, experiment })
    lessons.follow(next)
    const present = modelNameOf(session.getState().source, modelUrl)
    const { asked, problems: unable } = askedByLink(next, modelUrl, present)
    notices.report([...found, ...unable])
    waiting = asked && { hash, name: asked.name, state: next }
    models.setState({ asked })
    if (asked || next.model === 'local') return
    // Nothing but the view differs, as on a step back from the results: what is typed and set stays as it is.
    if (encodeUrlState(next) === link(PLAYGROUND)) return
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
    if (next.prompt !== undefined || next.system !== undefined)
      prompt.propose(next.prompt ?? prompt.getState().asked, next.system ?? '')
    // After the prompt: a token of the answer is one of what is written now.
    lookedAt.follow(next)
    notices.report(lookedAt.missed())
    reportUnread(next)
  }

  function keepModel(): void {
    waiting = null
    models.setState({ asked: null })
  }

  function reportUnknown(asked: readonly string[], names: readonly string[]): void {
    const unknown = asked.filter((name) => !names.includes(name))
    notices.report(unknown.map((value) => ({ key: 'alpha', value, reason: NO_EXPERT })))
  }

  function reportUnread({ system }: UrlState): void {
    if (system === undefined || session.getState().world.form === 'chat') return
    notices.report([{ key: 'system', value: system, reason: 'this model reads no system message' }])
  }

  return {
    link,
    written,
    follow,
    adopted(model) {
      const own = waiting
      keepModel()
      if (own && own.name === modelNameOf(model.source, modelUrl)) apply(own.state)
    },
    keepModel,
    reportUnread,
    reportMissing(names) {
      const { alpha, setBy } = mix.getState()
      const asked = Object.keys(alpha).filter((name) => setBy[name] === 'link')
      reportUnknown(asked, names)
    },
  }
}
