import { AppError, throwIfAborted } from '../core/errors.ts'
import { inTime } from '../core/in-time.ts'
import { type DeviceOwner, openDevice } from '../engine/device-owner/device-owner.ts'
import type { SelfTestResult, StartedGpu } from '../engine/device-owner/device-state.ts'
import { createLastingEngine } from '../engine/device-owner/lasting-engine.ts'
import type { Engine } from '../engine/engine.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import { loadWasm, type OnEngineBytes } from './load-wasm.ts'
import type { OpenProgress } from './opening.ts'
import type { BackendChoice } from './protocol.ts'

export interface StartedEngine {
  /** Outlives the devices that it runs on. */
  readonly engine: Engine
  readonly device: DeviceOwner
}

type GpuEngine = StartedGpu['engine']

/** How to make each engine; each is downloaded only when it is wanted. */
export interface EngineLoaders {
  readonly webgpu: (
    model: FactoredModel,
    onPhase: (phase: OpenProgress['phase']) => void,
  ) => Promise<GpuEngine>
  readonly wasm: (
    model: FactoredModel,
    options: { readonly threads: number | undefined; readonly onBytes: OnEngineBytes },
  ) => Promise<Engine>
  readonly selfTest: (engine: Engine) => Promise<SelfTestResult>
  readonly wait?: (ms: number) => Promise<void>
}

export interface StartOptions {
  readonly signal: AbortSignal
  readonly onPhase: (phase: OpenProgress['phase'], loadedBytes?: number, totalBytes?: number) => void
  /** Of the CPU engine; by default as many as the machine has, up to four. */
  readonly threads?: number
  /** Why the CPU was chosen where a device was wanted. */
  readonly because?: string | null
  /** @throws AppError where the CPU cannot take the model over */
  readonly requireCpu?: () => void
  readonly loaders?: EngineLoaders
}

const LOADERS: EngineLoaders = {
  webgpu: async (model, onPhase) => {
    const { createWebGpuEngine } = await import('../engine/webgpu/index.ts')
    return createWebGpuEngine(model, { onPhase })
  },
  wasm: async (model, { threads, onBytes }) => {
    const wasm = await loadWasm(onBytes)
    return wasm.createWasmEngine(model, threads)
  },
  selfTest: async (engine) => (await import('../engine/webgpu/self-test.ts')).runSelfTest(engine),
}

/**
 * WebGPU where there is a device that calculates right, else the CPU with the reason in words. Nothing falls
 * back when one backend was asked for by name.
 * @throws AppError `cancelled`, and with `webgpu` whatever keeps it from running
 */
export async function startEngine(
  model: FactoredModel,
  choice: BackendChoice,
  { signal, onPhase, threads, because = null, requireCpu, loaders = LOADERS }: StartOptions,
): Promise<StartedEngine> {
  const device = await openDevice({
    choice,
    because,
    startGpu() {
      onPhase('starting')
      return startVerified(model, onPhase, loaders).catch((thrown: unknown) => {
        throwIfAborted(signal)
        throw thrown
      })
    },
    async startCpu() {
      throwIfAborted(signal)
      requireCpu?.()
      onPhase('starting')
      // All of it has come: what is left is to start it.
      const onBytes: OnEngineBytes = (loaded, total) =>
        loaded < total ? onPhase('downloading-engine', loaded, total) : onPhase('starting')
      return loaders.wasm(model, { threads, onBytes })
    },
    ...(loaders.wait && { wait: loaders.wait }),
  })
  return { engine: createLastingEngine(model, device), device }
}

/** Half a second of work, on a slow machine that does much else. */
const MOST_TEST_MS = 60_000

/** Drivers that give wrong numbers exist: no WebGPU engine is used before it has shown right ones. */
async function startVerified(
  model: FactoredModel,
  onPhase: StartOptions['onPhase'],
  loaders: EngineLoaders,
): Promise<StartedGpu> {
  const engine = await loaders.webgpu(model, onPhase)
  try {
    onPhase('self-test')
    const selfTest = await inTime(loaders.selfTest(engine), MOST_TEST_MS, testSilent)
    if (selfTest.passed) return { engine, selfTest }
    throw computesWrong(selfTest)
  } catch (thrown) {
    engine.dispose()
    throw thrown
  }
}

function testSilent(): AppError {
  return new AppError('unsupported', 'Its device does not answer.')
}

/** What is said of a device whose self-test failed. */
export function computesWrong({ worstError, tolerance }: SelfTestResult): AppError {
  return new AppError(
    'self-test',
    `This device's WebGPU gives other numbers than the reference: off by ${worstError.toExponential(1)} where ${tolerance.toExponential(1)} is allowed.`,
  )
}
