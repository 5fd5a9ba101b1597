import { AppError, type AppErrorCode, asAppError, throwIfAborted } from '../core/errors.ts'
import type { Engine } from '../engine/engine.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import type { OpenProgress } from './opening.ts'
import type { BackendChoice, SelfTestReport } from './protocol.ts'

export interface StartedEngine {
  readonly engine: Engine
  readonly fallbackReason: string | null
  readonly selfTest: SelfTestReport | null
}

/** How to make each engine; each is downloaded only when it is wanted. */
export interface EngineLoaders {
  readonly webgpu: (model: FactoredModel, onPhase: (phase: OpenProgress['phase']) => void) => Promise<Engine>
  readonly wasm: (model: FactoredModel, threads?: number) => Promise<Engine>
  readonly selfTest: (engine: Engine) => Promise<SelfTestReport>
}

export interface StartOptions {
  readonly signal: AbortSignal
  readonly onPhase: (phase: OpenProgress['phase']) => void
  /** Of the CPU engine; by default as many as the machine has, up to four. */
  readonly threads?: number
  readonly loaders?: EngineLoaders
}

const LOADERS: EngineLoaders = {
  webgpu: async (model, onPhase) => {
    const { createWebGpuEngine } = await import('../engine/webgpu/index.ts')
    return createWebGpuEngine(model, { onPhase })
  },
  wasm: async (model, threads) => (await import('../engine/ort/wasm.ts')).createWasmEngine(model, threads),
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
  { signal, onPhase, threads, loaders = LOADERS }: StartOptions,
): Promise<StartedEngine> {
  let fallbackReason: string | null = null
  if (choice !== 'wasm') {
    try {
      return await startVerified(model, onPhase, loaders)
    } catch (thrown) {
      throwIfAborted(signal)
      const error = asAppError(thrown, 'unsupported')
      if (choice === 'webgpu' || error.code === 'cancelled') throw error
      fallbackReason = inWords(error)
    }
  }
  throwIfAborted(signal)
  onPhase('starting')
  return { engine: await loaders.wasm(model, threads), fallbackReason, selfTest: null }
}

/** These say by themselves what is missing; whatever else a driver reports needs a beginning. */
function inWords({ code, message }: AppError): string {
  const plain: readonly AppErrorCode[] = ['no-webgpu', 'no-adapter', 'self-test', 'limit']
  return plain.includes(code) ? message : `WebGPU did not start: ${message}`
}

/** Drivers that give wrong numbers exist: no WebGPU engine is used before it has shown right ones. */
async function startVerified(
  model: FactoredModel,
  onPhase: StartOptions['onPhase'],
  loaders: EngineLoaders,
): Promise<StartedEngine> {
  onPhase('starting')
  const engine = await loaders.webgpu(model, onPhase)
  try {
    onPhase('self-test')
    const selfTest = await loaders.selfTest(engine)
    if (selfTest.passed) return { engine, fallbackReason: null, selfTest }
    throw new AppError(
      'self-test',
      `This device's WebGPU gives other numbers than the reference: off by ${selfTest.worstError.toExponential(1)} where ${selfTest.tolerance.toExponential(1)} is allowed.`,
    )
  } catch (thrown) {
    engine.dispose()
    throw thrown
  }
}
