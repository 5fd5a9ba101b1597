import { EMBEDDED_NAME, modelNameOf, parseModelName } from './model-name.ts'
import type { ModelsState } from './models-store.ts'
import type { UrlProblem } from './url-problem.ts'
import type { UrlState } from './url-state.ts'

/** A link that cannot be followed before another model is open. */
export interface WaitingLink {
  readonly hash: string
  /** Of the model. */
  readonly name: string
  readonly state: UrlState
}

interface AskedByLink {
  readonly asked: ModelsState['asked']
  /** What can be followed at once. */
  readonly now: UrlState
  readonly problems: readonly UrlProblem[]
}

/**
 * Which model a link asks for, if it is not the one that is open. Nothing of such a link is applied to another model.
 * @param present name of the open model
 */
export function askedByLink(state: UrlState, embeddedUrl: string, present = EMBEDDED_NAME): AskedByLink {
  if (state.model === undefined || state.model === present) return { asked: null, now: state, problems: [] }
  const { view, experiment, lesson, show, task } = state
  const seen = {
    ...(view && { view }),
    ...(experiment && { experiment }),
    ...(lesson && { lesson }),
    ...(show && { show }),
    ...(task && { task }),
  }
  const named = parseModelName(state.model)
  switch (named?.kind) {
    case undefined:
      return { asked: null, now: state, problems: [] }
    case 'embedded': {
      const source = { kind: 'bundle', url: embeddedUrl } as const
      return { asked: { source, name: EMBEDDED_NAME }, now: seen, problems: [] }
    }
    case 'local': {
      const reason = 'the model was opened from files; open the same files to follow the rest of the link'
      return { asked: null, now: seen, problems: [{ key: 'model', value: 'local', reason }] }
    }
    case 'source': {
      const { source } = named
      const name = modelNameOf(source, embeddedUrl)
      if (name === present) return { asked: null, now: state, problems: [] }
      return { asked: { source, name }, now: seen, problems: [] }
    }
  }
}
