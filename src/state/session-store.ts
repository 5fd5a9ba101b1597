import { createStore, type StoreApi } from 'zustand/vanilla'
import { asAppError } from '../core/errors.ts'
import type { DeviceState, SelfTestResult } from '../engine/device-owner/device-state.ts'
import type { ModelSource } from '../io/model-source.ts'
import type { Silence } from '../worker/heartbeat.ts'
import type { OpenProgress, OpenRequest } from '../worker/opening.ts'
import type { BackendChoice, ModelClient, OpenedModel } from '../worker/protocol.ts'
import { type Problem, problemOf } from './problem.ts'
import { EMBEDDED, homeOf, type World, worldOf } from './world.ts'

export type Phase = OpenProgress['phase'] | 'ready' | 'failed'

export interface SessionState {
  readonly phase: Phase
  readonly loadedBytes: number
  /** 0 while the size is not known. */
  readonly totalBytes: number
  /** Null where nothing is moved, or nothing can be told yet. */
  readonly secondsLeft: number | null
  readonly model: OpenedModel | null
  /** What computes now, which may be something else than when the model was opened; null before there is a model. */
  readonly engine: Pick<OpenedModel, 'backend' | 'device' | 'fallbackReason'> | null
  /** Null before the worker has told of it. */
  readonly device: DeviceState | null
  /** The worker says nothing for too long; null also where the visitor goes on waiting. */
  readonly silence: Silence | null
  /** Where the present model came from, or is to come from. */
  readonly source: ModelSource
  readonly world: World
  /** Why the model is not open. */
  readonly problem: Problem | null
  readonly selfTest:
    | { readonly status: 'none' | 'running' }
    | { readonly status: 'done'; readonly report: SelfTestResult }
    | { readonly status: 'failed'; readonly problem: Problem }
}

export interface SessionStore extends StoreApi<SessionState> {
  /** Opens the model; never rejects: a failure is a state with a way on. Resolves to the model, or null. */
  open(backend?: BackendChoice): Promise<OpenedModel | null>
  /** Opens in a new worker what was open in one that is gone; all that the page shows of it stays. As `open`. */
  reopen(backend: BackendChoice, because: string | null): Promise<OpenedModel | null>
  cancelOpen(): void
  /**
   * Opens another model. The one that is open stays, and answers again, if that fails.
   * Rejects with an AppError.
   */
  change(
    source: ModelSource,
    options: { readonly signal: AbortSignal; readonly onEvent: (progress: OpenProgress) => void },
  ): Promise<OpenedModel>
  /** Another form of the open model has taken its place in the worker. */
  adopt(model: OpenedModel): void
  runSelfTest(): Promise<void>
  /** Asks for a graphics device again after it was given up; what comes of it is told in `device`. */
  tryDevice(): Promise<void>
  /** A worker that is silent is given more time. */
  keepWaiting(): void
  /** Ends a worker that is silent: what was open in it is opened in another one. */
  restartWorker(): void
  /** No engine is left after the model had been opened. */
  lose(problem: Problem): void
}

const engineOf = ({ backend, device, fallbackReason }: OpenedModel): SessionState['engine'] => ({
  ...{ backend, device, fallbackReason },
})

function testOf(report: SelfTestResult | null): SessionState['selfTest'] {
  return report ? { status: 'done', report } : { status: 'none' }
}

export function createSessionStore(client: ModelClient, modelUrl: string): SessionStore {
  const store = createStore<SessionState>(() => ({
    phase: 'checking',
    loadedBytes: 0,
    totalBytes: 0,
    secondsLeft: null,
    model: null,
    engine: null,
    device: null,
    silence: null,
    source: { kind: 'bundle', url: modelUrl },
    world: EMBEDDED,
    problem: null,
    selfTest: { status: 'none' },
  }))
  let opening: AbortController | null = null

  /** @param shown stands for it in the page */
  function adopt(model: OpenedModel, shown = model): void {
    store.setState({
      phase: 'ready',
      problem: null,
      model: shown,
      engine: engineOf(model),
      source: model.source,
      world: worldOf(model, modelUrl),
      selfTest: testOf(model.selfTest),
    })
  }

  client.listen((news) => {
    if (news.type === 'device') takeDevice(news.device)
    if (news.type === 'silence') store.setState({ silence: news.silence })
  })

  function takeDevice(device: DeviceState): void {
    const { model, device: before } = store.getState()
    const { status, description, reason, selfTest } = device
    // While there is none, what computed last stays named.
    const isNew = model !== null && description !== null && before?.status !== status
    const decided = isNew && (status === 'ready' || status === 'blocked')
    store.setState({
      device,
      ...(decided && { engine: { ...description, fallbackReason: reason }, selfTest: testOf(selfTest) }),
    })
  }

  async function open(request: Pick<OpenRequest, 'backend' | 'because'>, before: OpenedModel | null) {
    opening?.abort()
    const mine = new AbortController()
    opening = mine
    store.setState({
      phase: 'checking',
      loadedBytes: 0,
      totalBytes: 0,
      secondsLeft: null,
      model: before,
      problem: null,
    })
    try {
      const model = await client.call(
        'open',
        { source: store.getState().source, home: homeOf(modelUrl), ...request },
        {
          signal: mine.signal,
          onEvent: (progress) => {
            if (opening === mine && !mine.signal.aborted) store.setState(progress)
          },
        },
      )
      if (opening !== mine) return null
      // Whoever looks at the model takes another object for another model.
      const isSame = before?.hash === model.hash && before.form === model.form
      adopt(model, isSame ? before : model)
      return model
    } catch (thrown) {
      if (opening === mine) store.setState({ phase: 'failed', model: null, problem: problemOf(thrown) })
      return null
    } finally {
      if (opening === mine) opening = null
    }
  }

  return {
    ...store,
    open(backend = 'auto') {
      // What has failed may have left its worker unable: a script or an engine that it never asks for again.
      if (store.getState().phase === 'failed') client.restart()
      return open({ backend }, null)
    },
    reopen: (backend, because) =>
      open({ backend, ...(because !== null && { because }) }, store.getState().model),
    adopt: (model) => adopt(model),
    async change(source, { signal, onEvent }) {
      opening?.abort()
      opening = null
      try {
        const model = await client.call(
          'open',
          { source, backend: 'auto', home: homeOf(modelUrl) },
          { signal, onEvent },
        )
        adopt(model)
        return model
      } catch (thrown) {
        // No model was open yet, or it was still on its way: then nothing is left to go on with.
        if (store.getState().phase !== 'ready')
          store.setState({ phase: 'failed', problem: problemOf(thrown) })
        throw thrown
      }
    },
    cancelOpen: () => opening?.abort(),
    async runSelfTest() {
      const { engine } = store.getState()
      // Another engine brings a test of its own.
      const tell = (selfTest: SessionState['selfTest']): void => {
        if (store.getState().engine === engine) store.setState({ selfTest })
      }
      tell({ status: 'running' })
      try {
        tell({ status: 'done', report: await client.call('selfTest', {}) })
      } catch (thrown) {
        const cancelled = asAppError(thrown, 'self-test').code === 'cancelled'
        tell(cancelled ? { status: 'none' } : { status: 'failed', problem: problemOf(thrown, 'self-test') })
      }
    },
    async tryDevice() {
      // A worker that is lost meanwhile is told of by itself.
      await client.call('tryDevice', {}).catch(() => undefined)
    },
    keepWaiting: () => store.setState({ silence: null }),
    restartWorker: () => client.restart(),
    lose: (problem) => store.setState({ phase: 'failed', problem, model: null }),
  }
}
