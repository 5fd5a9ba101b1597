import { throwIfAborted } from '../../../core/errors.ts'
import type { Lane } from '../../engine.ts'
import { notFinite } from '../../not-finite.ts'
import type { Session } from './session.ts'

/**
 * The error of lanes whose logits are not finite, with the part of the model that wrote such a number first. Reads them once
 * more, part by part.
 */
export async function notFiniteIn(session: Session, lanes: readonly Lane[], signal?: AbortSignal) {
  const chunks = await session.begin({
    lanes: lanes.map(({ ids, scales, soft }) => ({
      ...{ ids, scales, soft, seed: 0, logitsFrom: ids.length - 1, targets: [] },
    })),
    ...{ moreTokens: 0, temperature: 0, topK: 0, readsAll: true },
  })
  for (const chunk of chunks) {
    throwIfAborted(signal)
    const part = await session.findNotFinite(chunk)
    if (part !== null) return notFinite(part)
  }
  return notFinite('the logits')
}
