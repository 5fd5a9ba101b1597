import type { CallKind, ModelClient } from '../../worker/protocol.ts'
import { createFakeClient } from './fake-client.ts'

export interface HeldCall {
  readonly kind: CallKind
  readonly signal: AbortSignal | undefined
  event(event: object): void
  answer(result: unknown): void
  fail(error: Error): void
}

/** A client whose calls are answered by hand, in any order, also those that nobody waits for any more. Test code only. */
export function createHeldClient(): { readonly client: ModelClient; readonly held: readonly HeldCall[] } {
  const held: HeldCall[] = []
  const call: ModelClient['call'] = (kind, _, { signal, onEvent } = {}) =>
    new Promise((resolve, reject) => {
      held.push({
        ...{ kind, signal, fail: reject },
        event: (event) => onEvent?.(event as never),
        answer: (result) => resolve(result as never),
      })
    })
  return { client: { ...createFakeClient(), call }, held }
}

/** Lets everything happen that waits for nothing outside. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
