import { AppError, cancelled } from '../core/errors.ts'
import { fromFailure } from './failure.ts'
import { createHeartbeat } from './heartbeat.ts'
import type {
  CallKind,
  CallOptions,
  FromWorker,
  ModelClient,
  ToWorker,
  WorkerCalls,
  WorkerNews,
} from './protocol.ts'

/** The page's end of the wire; a Worker is one. */
export interface WorkerPort {
  postMessage(message: ToWorker): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  onmessageerror: ((event: MessageEvent) => void) | null
}

interface Pending {
  readonly kind: CallKind
  readonly resolve: (result: unknown) => void
  readonly reject: (error: AppError) => void
  readonly onEvent: ((event: unknown) => void) | undefined
  readonly release: () => void
}

/** A client whose worker can be started ahead of the first call. */
export interface WakingClient extends ModelClient {
  /** Does nothing where the worker is there already. */
  wake(): void
}

/** Calls that leave another model in the worker. */
const CHANGES_MODEL: ReadonlySet<CallKind> = new Set<CallKind>(['open', 'factor'])

function spawnWorker(): WorkerPort {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'model' })
}

/**
 * Starts the model's worker with the first call, if it was not woken before. An aborted call is rejected at once, and
 * whatever the worker still sends for it is dropped; a worker that took another model meanwhile is no longer what the
 * page shows, and counts as broken. When the worker breaks, every open call is rejected, and the next
 * one starts a new worker (in which no model is open). One that hangs is told of as `silence`.
 */
export function createWorkerClient(spawn: () => WorkerPort = spawnWorker): WakingClient {
  const pending = new Map<number, Pending>()
  /** Aborted calls that would have changed the model, until the worker has heard of it. */
  const undone = new Set<number>()
  /** The worker took a model that nobody wants any more. */
  let isAstray = false
  const listeners: ((news: WorkerNews) => void)[] = []
  let port: WorkerPort | null = null
  let lastId = 0
  let isDisposed = false

  const tellAll = (news: WorkerNews): void => {
    for (const tell of listeners) tell(news)
  }
  const heartbeat = createHeartbeat({
    ask: () => port?.postMessage({ type: 'ping' }),
    tell: (silence) => tellAll({ type: 'silence', silence }),
  })

  function settle(id: number): Pending | undefined {
    const call = pending.get(id)
    pending.delete(id)
    call?.release()
    heartbeat.watch(pending.size > 0)
    return call
  }

  function abandon(error: AppError): void {
    port?.terminate()
    port = null
    for (const id of [...pending.keys()]) settle(id)?.reject(error)
    undone.clear()
    isAstray = false
    heartbeat.reset()
  }

  function lose(error: AppError): void {
    abandon(error)
    tellAll({ type: 'worker-lost', error })
  }

  function receive(message: FromWorker): void {
    heartbeat.heard('id' in message)
    if (message.type === 'ready' || message.type === 'pong') return
    if (message.type === 'device') {
      const { status, description } = message.device
      heartbeat.onGpu(status === 'ready' && description?.backend === 'webgpu')
      tellAll(message)
      return
    }
    if (message.type === 'event') pending.get(message.id)?.onEvent?.(message.event)
    else end(message)
  }

  function end(message: Extract<FromWorker, { type: 'result' | 'failure' }>): void {
    const { id } = message
    const wasUndone = undone.delete(id)
    if (message.type === 'result') {
      if (wasUndone) isAstray = true
      else if (pending.get(id)?.kind === 'open') isAstray = false
      settle(id)?.resolve(message.result)
    } else settle(id)?.reject(fromFailure(message.failure))
    // An opening that is under way puts another model in its place, if it comes to its end.
    if (isAstray && ![...pending.values()].some(({ kind }) => kind === 'open'))
      lose(broken('It had just taken a model that was cancelled.'))
  }

  function connect(): WorkerPort {
    const fresh = spawn()
    fresh.onmessage = ({ data }) => {
      if (port === fresh) receive(data)
    }
    fresh.onerror = (event) => {
      event.preventDefault?.()
      if (port === fresh) lose(broken(event.message))
    }
    fresh.onmessageerror = () => {
      if (port === fresh) lose(broken('A message could not be read.'))
    }
    return fresh
  }

  function call<K extends CallKind>(
    kind: K,
    request: WorkerCalls[K]['request'],
    { signal, onEvent }: CallOptions<K> = {},
  ): Promise<WorkerCalls[K]['result']> {
    if (isDisposed || signal?.aborted) return Promise.reject(cancelled())
    let to: WorkerPort
    try {
      to = port ??= connect()
    } catch (thrown) {
      // Some browsers and policies refuse a worker at once.
      return Promise.reject(broken(thrown instanceof Error ? thrown.message : undefined))
    }
    lastId += 1
    const id = lastId
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        settle(id)?.reject(cancelled())
        if (CHANGES_MODEL.has(kind)) undone.add(id)
        to.postMessage({ type: 'cancel', id })
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      pending.set(id, {
        kind,
        resolve: resolve as (result: unknown) => void,
        reject,
        onEvent: onEvent as ((event: unknown) => void) | undefined,
        release: () => signal?.removeEventListener('abort', onAbort),
      })
      heartbeat.watch(true)
      // `kind` and `request` belong together by the signature, which the union cannot express.
      to.postMessage({ type: 'call', id, kind, request } as ToWorker)
    })
  }

  return {
    call,
    wake: () => {
      try {
        if (!isDisposed) port ??= connect()
      } catch {
        // The first call tells of it.
      }
    },
    listen: (listener) => void listeners.push(listener),
    restart() {
      if (port) lose(broken('It was silent and has been ended.'))
    },
    dispose() {
      isDisposed = true
      abandon(cancelled())
    },
  }
}

function broken(message: string | undefined): AppError {
  return new AppError(
    'worker-lost',
    `The part of the page that runs the model stopped. ${message || 'It could not be loaded.'}`,
    {
      advice: 'Load the model again; if that does not help, reload the page.',
    },
  )
}
