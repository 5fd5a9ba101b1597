import { AppError, type AppErrorCode, asAppError } from '../../core/errors.ts'
import type { Engine } from '../engine.ts'
import type { DeviceEnd } from '../webgpu/device/guard.ts'
import type { DeviceState, StartedGpu } from './device-state.ts'

/** A driver that has just fallen over needs a moment. */
const RETRY_MS = 1000
/** A device that is lost again so soon would be lost a third time. */
const SOON_MS = 120_000

const BARRED = 'After such losses a browser gives none for some minutes, or until it has been started again.'

export interface OwnerParts {
  /** Asks for an adapter, then a device, uploads the model and tests the device. */
  readonly startGpu: () => Promise<StartedGpu>
  readonly startCpu: () => Promise<Engine>
  /** `auto` falls back to the CPU, `webgpu` to nothing. */
  readonly choice: 'auto' | 'webgpu' | 'wasm'
  /** Why the CPU was chosen where a device was wanted; null or left out where it was asked for. */
  readonly because?: string | null
  readonly wait?: (ms: number) => Promise<void>
  /** Milliseconds. */
  readonly now?: () => number
}

/** An engine and how its device ends; the CPU has no end. */
export interface Held {
  readonly engine: Engine
  end(): DeviceEnd | null
}

/** The only one that asks for devices and lets go of them, and decides which engine computes. */
export interface DeviceOwner {
  state(): DeviceState
  watch(listener: (state: DeviceState) => void): void
  /** The engine that computes now, or the next one while there is none. */
  held(): Promise<Held>
  /** A call saw the end of this engine's device before its owner was told. */
  report(held: Held): void
  /** False once another engine has taken its place. */
  isCurrent(held: Held): boolean
  /** This engine's device was found to compute wrong: the CPU takes its place. */
  distrust(held: Held, error: AppError): void
  /** Asks for a device again after it was given up; the CPU goes on until there is one. Never rejects. */
  tryAgain(): Promise<DeviceState>
  /** Tells anew how much lies on the device. */
  measure(): void
  dispose(): void
}

/**
 * Starts a model's engine and keeps one for as long as the model is open. A device that goes away is asked for once more
 * (twice, if the first request fails); one that goes away again soon, that computes wrong or that breaks is given up for the CPU.
 * @throws AppError whatever keeps the first engine from starting
 */
export async function openDevice(parts: OwnerParts): Promise<DeviceOwner> {
  const { startGpu, startCpu, choice, because = null, now = () => performance.now() } = parts
  const wait = parts.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)))
  let state: DeviceState = {
    ...{ status: 'requesting', losses: 0, reason: null },
    ...{ description: null, selfTest: null, memory: null },
  }
  const listeners: ((state: DeviceState) => void)[] = []
  let current: Held | null = null
  let next: Promise<Held>
  let recoveredAt = Number.NEGATIVE_INFINITY
  let trying: Promise<DeviceState> | null = null
  let isDisposed = false

  function change(to: Partial<DeviceState>): void {
    state = { ...state, ...to }
    for (const tell of listeners) tell(state)
  }

  /** @throws AppError `cancelled` for an engine that comes after all is over */
  function hold(held: Held, to: Partial<DeviceState>): Held {
    if (isDisposed) {
      held.engine.dispose()
      throw new AppError('cancelled', 'This model has been closed.')
    }
    current = held
    change({ description: held.engine.description, ...to })
    return held
  }

  function holdGpu({ engine, selfTest }: StartedGpu): Held {
    const held: Held = { engine, end: () => engine.end() }
    const memory = engine.allocated?.() ?? null
    const kept = hold(held, { status: 'ready', reason: null, selfTest, memory })
    void engine.ended.then(() => report(held))
    return kept
  }

  async function holdCpu(reason: string | null): Promise<Held> {
    const engine = await startCpu()
    const status = reason === null ? 'idle' : 'blocked'
    return hold({ engine, end: () => null }, { status, reason, selfTest: null, memory: null })
  }

  /** The CPU instead, where that is allowed and possible. */
  async function fall(error: AppError, reason: string): Promise<Held> {
    if (choice === 'webgpu' || isDisposed) {
      change({ status: 'blocked', reason })
      throw error
    }
    try {
      return await holdCpu(reason)
    } catch (thrown) {
      change({ status: 'blocked', reason })
      const { message } = asAppError(thrown, 'unsupported')
      throw new AppError(error.code, `${reason} ${message}`, {
        advice: 'Load the model again.',
        cause: thrown,
      })
    }
  }

  async function start(): Promise<Held> {
    if (choice === 'wasm') return holdCpu(because)
    try {
      return holdGpu(await startGpu().catch(onceMore))
    } catch (thrown) {
      const error = asAppError(thrown, 'unsupported')
      if (choice === 'webgpu' || error.code === 'cancelled') throw error
      return fall(error, inWords(error))
    }
  }

  /** A device that is lost while it starts. */
  async function onceMore(thrown: unknown): Promise<StartedGpu> {
    const error = asAppError(thrown, 'unsupported')
    if (error.code !== 'device-lost') throw error
    change({ status: 'lost', reason: error.message, losses: state.losses + 1 })
    await wait(RETRY_MS)
    change({ status: 'requesting' })
    return startGpu()
  }

  function report(held: Held): void {
    const end = held.end()
    if (!end || end.kind === 'closed') return
    replace(held, () => (end.kind === 'lost' ? recover(end.error) : giveUp(end.error)))
  }

  function replace(held: Held, by: () => Promise<Held>): void {
    if (held !== current || isDisposed) return
    current = null
    held.engine.dispose()
    next = by()
    // Whoever asks is told; if nobody does, nobody has to.
    next.catch(() => undefined)
  }

  function giveUp(error: AppError): Promise<Held> {
    change({ status: 'lost', reason: error.message, memory: null })
    return fall(error, error.message)
  }

  async function recover(error: AppError): Promise<Held> {
    const losses = state.losses + 1
    change({ status: 'lost', reason: error.message, losses, memory: null })
    if (now() - recoveredAt < SOON_MS) {
      return fall(error, `The graphics device was lost ${losses} times in a short while.`)
    }
    try {
      change({ status: 'requesting' })
      const started = await startGpu().catch(async () => {
        await wait(RETRY_MS)
        return startGpu()
      })
      recoveredAt = now()
      return holdGpu(started)
    } catch (thrown) {
      const why = asAppError(thrown, 'unsupported')
      if (why.code === 'cancelled') throw why
      return fall(error, `The graphics device was lost and could not be started again: ${why.message}`)
    }
  }

  async function ask(): Promise<DeviceState> {
    const before = state
    change({ status: 'requesting' })
    try {
      const started = await startGpu()
      const old = current
      // What is lost from now on is lost for the first time.
      recoveredAt = Number.NEGATIVE_INFINITY
      next = Promise.resolve(holdGpu(started))
      // Its calls under way end first.
      old?.engine.dispose()
    } catch (thrown) {
      const error = asAppError(thrown, 'unsupported')
      const isBarred = before.losses > 0 && error.code === 'no-adapter'
      if (!isDisposed)
        change({ status: before.status, reason: isBarred ? `${error.message} ${BARRED}` : inWords(error) })
    }
    return state
  }

  next = start()
  await next
  return {
    state: () => state,
    watch: (listener) => void listeners.push(listener),
    held: () => next,
    report,
    isCurrent: (held) => held === current,
    distrust: (held, error) => replace(held, () => giveUp(error)),
    tryAgain() {
      if (state.status !== 'blocked') return trying ?? Promise.resolve(state)
      trying = ask().finally(() => {
        trying = null
      })
      return trying
    },
    measure() {
      const engine = current?.engine as StartedGpu['engine'] | undefined
      const memory = engine?.allocated?.() ?? null
      if (memory?.bytes !== state.memory?.bytes || memory?.buffers !== state.memory?.buffers)
        change({ memory })
    },
    dispose() {
      isDisposed = true
      listeners.length = 0
      current?.engine.dispose()
    },
  }
}

/** These say by themselves what is missing; whatever else a driver reports needs a beginning. */
function inWords({ code, message }: AppError): string {
  const plain: readonly AppErrorCode[] = [
    ...(['no-webgpu', 'no-adapter', 'self-test', 'limit'] as const),
    ...(['device-lost', 'out-of-memory'] as const),
  ]
  return plain.includes(code) ? message : `WebGPU did not start: ${message}`
}
