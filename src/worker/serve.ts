import { AppError, throwIfAborted } from '../core/errors.ts'
import { adapt } from './calls/adapt.ts'
import { bench } from './calls/bench.ts'
import type { Call, CallContext } from './calls/call.ts'
import { compare } from './calls/compare.ts'
import { components } from './calls/components.ts'
import { confusion } from './calls/confusion.ts'
import { factor } from './calls/factor.ts'
import { fewShot } from './calls/few-shot.ts'
import { follow } from './calls/follow.ts'
import { generate } from './calls/generate.ts'
import { inspect } from './calls/inspect.ts'
import { next } from './calls/next.ts'
import { open } from './calls/open.ts'
import { openVision } from './calls/open-vision.ts'
import { addExpert, removeExpert } from './calls/own-experts.ts'
import { readPrompt } from './calls/read-prompt.ts'
import { seePicture } from './calls/see-picture.ts'
import { selfTest } from './calls/self-test.ts'
import { spectra } from './calls/spectra.ts'
import { removeStored, storedModels } from './calls/stored.ts'
import { sweep } from './calls/sweep.ts'
import { tokenize } from './calls/tokenize.ts'
import { train } from './calls/train.ts'
import { tryDevice } from './calls/try-device.ts'
import { weighChoices } from './calls/weigh-choices.ts'
import { checkRequest } from './check-request.ts'
import { toFailure } from './failure.ts'
import { createModelSlot } from './open-model.ts'
import type { CallKind, FromWorker, ToWorker } from './protocol.ts'

export type Calls = { readonly [K in CallKind]: Call<K> }

const CALLS: Calls = {
  ...{
    open,
    next,
    generate,
    follow,
    adapt,
    confusion,
    tokenize,
    selfTest,
    tryDevice,
    bench,
    readPrompt,
    weighChoices,
  },
  ...{ openVision, seePicture, fewShot, compare, sweep },
  ...{ train, addExpert, removeExpert, spectra, components },
  ...{ inspect, factor, storedModels, removeStored },
}

/** The worker's end of the wire; `self` is one. */
export interface Port {
  postMessage(message: FromWorker): void
  addEventListener(type: 'message', listener: (event: { readonly data: ToWorker }) => void): void
}

/**
 * Answers every call with exactly one result or failure, its events before it and none after it. Opening a
 * model ends the calls that still run, as they belong to the model before.
 * @param changes stand-ins for tests, which take whatever a test sends
 */
export function serve(port: Port, changes: Partial<Calls> = {}): void {
  const calls: Calls = { ...CALLS, ...changes }
  const slot = createModelSlot((device) => port.postMessage({ type: 'device', device }))
  const running = new Map<number, AbortController>()

  async function answer(message: Extract<ToWorker, { type: 'call' }>): Promise<void> {
    const { id, kind, request } = message
    if (kind === 'open') for (const other of running.values()) other.abort()
    const abort = new AbortController()
    running.set(id, abort)
    const context: CallContext<CallKind> = {
      slot,
      signal: abort.signal,
      emit: (event) => {
        if (running.get(id) === abort && !abort.signal.aborted) port.postMessage({ type: 'event', id, event })
      },
    }
    try {
      // The union of requests and the union of calls belong together by `kind`, which types cannot follow.
      const call = Object.hasOwn(calls, kind) ? (calls[kind] as Call<CallKind>) : undefined
      if (!call) throw new AppError('bad-input', `The worker has no call named ${String(kind)}.`)
      if (!Object.hasOwn(changes, kind)) checkRequest(kind, request)
      const result = await call(request, context as never)
      throwIfAborted(abort.signal)
      port.postMessage({ type: 'result', id, result })
    } catch (thrown) {
      port.postMessage({ type: 'failure', id, failure: toFailure(thrown) })
    } finally {
      running.delete(id)
    }
  }

  port.addEventListener('message', ({ data }) => {
    if (data?.type === 'ping') return port.postMessage({ type: 'pong' })
    // Without an id there is nobody to answer.
    if (typeof data?.id !== 'number') return
    if (data.type === 'cancel') running.get(data.id)?.abort()
    else if (data.type === 'call') void answer(data)
  })
  port.postMessage({ type: 'ready' })
}
