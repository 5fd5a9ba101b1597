import { AppError, throwIfAborted } from '../../core/errors.ts'
import { componentTokens } from '../inspect/component-tokens.ts'
import type { Call } from './call.ts'

/** More is no table that a person reads. */
const MOST_COMPONENTS = 64
const MOST_TOKENS = 20
/** Others wait no longer than this for their turn. */
const TURN_MS = 8

export const components: Call<'components'> = async ({ matrix, indices, tokens }, { slot, signal }) => {
  const { runtime } = slot.current()
  const linear = runtime.model.adapted.find(({ name }) => name === matrix)
  if (!linear) throw new AppError('bad-input', `The model does not adapt ${matrix}.`)
  const isIndex = (index: number) => Number.isInteger(index) && index >= 0 && index < linear.rank
  if (
    indices.length > MOST_COMPONENTS ||
    !indices.every(isIndex) ||
    !(tokens >= 1 && tokens <= MOST_TOKENS)
  ) {
    throw new AppError('bad-input', `There are no such components of ${matrix}, or too many were asked for.`)
  }
  let begun = performance.now()
  const pause = async (): Promise<void> => {
    if (performance.now() - begun < TURN_MS) return
    await new Promise((resolve) => setTimeout(resolve, 0))
    throwIfAborted(signal)
    begun = performance.now()
  }
  return { components: await componentTokens(runtime, { linear, indices, count: tokens, pause }) }
}
