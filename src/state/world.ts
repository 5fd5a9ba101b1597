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
  /** The model that the measured tables and matrices are of; null where none were measured. */
  readonly measured: MeasuredModel | null
  /** Why no expert of it can be trained in a tab; null where one can. */
  readonly untrainable: 'dense' | 'large' | null
}

/** Models whose results come with the page: the embedded one, and by name those that experts came along for. */
export type MeasuredModel = 'embedded' | keyof typeof RESULT_FOLDERS

/** Where the results of each lie, below `results/`. */
const RESULT_FOLDERS = { 'SmolLM2-135M-Instruct': 'smollm2/' } as const

/**
 * A training holds weights, activations and their gradients in 32-bit numbers, some 45 bytes a parameter as measured
 * with SmolLM2, in WebAssembly's 4 GiB.
 */
const MOST_TRAINED_PARAMETERS = 60e6

export const EMBEDDED: World = { form: 'tiny', embedded: true, measured: 'embedded', untrainable: null }

/** What the page may say around a model that has been opened. */
export function worldOf(
  { chatForm, source, expertsFor, form, parameters }: OpenedModel,
  embeddedUrl: string,
): World {
  const embedded = isEmbedded(source, embeddedUrl)
  return {
    form: chatForm,
    embedded,
    measured: embedded ? 'embedded' : isMeasured(expertsFor) ? expertsFor : null,
    untrainable: form === 'dense' ? 'dense' : parameters > MOST_TRAINED_PARAMETERS ? 'large' : null,
  }
}

function isMeasured(name: string | null): name is keyof typeof RESULT_FOLDERS {
  return name !== null && Object.hasOwn(RESULT_FOLDERS, name)
}

/** The folder below `results/` that holds what was measured with a model. */
export function resultFolder(model: MeasuredModel): string {
  return model === 'embedded' ? '' : RESULT_FOLDERS[model]
}

/** True for the model that came with the page. */
export function isEmbedded(source: ModelSource, embeddedUrl: string): boolean {
  return source.kind === 'bundle' && source.url === embeddedUrl
}

/** Where experts for known models lie: beside the embedded model. */
export const homeOf = (embeddedUrl: string): string => new URL('../', embeddedUrl).href
