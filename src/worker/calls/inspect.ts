import type { Call } from './call.ts'

/** The readers of headers are loaded when somebody asks. */
export const inspect: Call<'inspect'> = async ({ source }, { signal }) =>
  (await import('../inspect-source.ts')).inspectSource(source, signal)
