import type { ModelSource } from '../io/model-source.ts'
import type { OpenedModel } from '../worker/protocol.ts'

/** What the page may say around the open model. */
export interface World {
  /**
   * `tiny`: the playground's own exercises suit it, with their verdicts and task families. `chat`: it answers
   * questions in plain language. `plain`: it goes on with a text.
   */
  readonly form: 'tiny' | 'chat' | 'plain'
  /** It is the model that came with the page: result files, pictures and measured answers are its own. */
  readonly embedded: boolean
}

export const EMBEDDED: World = { form: 'tiny', embedded: true }

export function worldOf({ chatForm, source }: OpenedModel, embeddedUrl: string): World {
  const embedded = isEmbedded(source, embeddedUrl)
  return { form: chatForm, embedded }
}

export function isEmbedded(source: ModelSource, embeddedUrl: string): boolean {
  return source.kind === 'bundle' && source.url === embeddedUrl
}

/** Where experts for known models lie: beside the embedded model. */
export const homeOf = (embeddedUrl: string): string => new URL('../', embeddedUrl).href
