import type { GenerateOptions, GenerateResult, Lane } from '../engine.ts'
import { generate } from './generate.ts'
import type { Session } from './session/session.ts'
import { inParts } from './split-lanes.ts'

/** As `generate`, lanes that have no room together one part after the other. */
export async function generateInParts(
  session: Session,
  lanes: readonly Lane[],
  options: GenerateOptions,
  written: readonly number[][],
): Promise<GenerateResult> {
  const { onTokens } = options
  const ms = { prefill: 0, decode: 0 }
  const answers = await inParts(lanes, async (part, first) => {
    const own = {
      ...options,
      ...(onTokens && {
        onTokens: (tokens: Parameters<typeof onTokens>[0]) =>
          onTokens(first === 0 ? tokens : tokens.map((token) => ({ ...token, lane: first + token.lane }))),
      }),
    }
    const result = await generate(session, part, own, written.slice(first, first + part.length))
    ms.prefill += result.ms.prefill
    ms.decode += result.ms.decode
    return result.lanes
  })
  return { lanes: answers, ms }
}
