import type { ModelSlot } from '../open-model.ts'
import type { CallKind, WorkerCalls } from '../protocol.ts'

export interface CallContext<K extends CallKind> {
  readonly slot: ModelSlot
  readonly signal: AbortSignal
  emit(event: WorkerCalls[K]['event']): void
}

/** One call of the protocol: throws what it cannot do, and nobody else has to catch it. */
export type Call<K extends CallKind> = (
  request: WorkerCalls[K]['request'],
  context: CallContext<K>,
) => Promise<WorkerCalls[K]['result']>
