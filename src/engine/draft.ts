import type { GenerateOptions, Lane } from './engine.ts'

/** What of a lane's draft is worth reading: nothing from a stop token on, and room for one token more. */
export function usefulDraft(
  { draft = [] }: Pick<Lane, 'draft'>,
  { maxTokens, stopIds = [] }: Pick<GenerateOptions, 'maxTokens' | 'stopIds'>,
): readonly number[] {
  const stop = draft.findIndex((id) => stopIds.includes(id))
  const end = stop < 0 ? draft.length : stop
  return draft.slice(0, Math.max(0, Math.min(end, maxTokens - 1)))
}
