import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../core/errors.ts'
import type { SelfTestResult, StartedGpu } from '../engine/device-owner/device-state.ts'
import type { Backend } from '../engine/engine.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import { type EngineLoaders, startEngine } from './start-engine.ts'

const model = {} as FactoredModel
const passed: SelfTestResult = { worstError: 1e-6, tolerance: 1e-4, passed: true, checks: [], ms: 1 }

function setUp(changes: Partial<EngineLoaders> = {}) {
  const disposed: Backend[] = []
  const engine = (backend: Backend) =>
    ({
      description: { backend, device: backend },
      end: () => null,
      ended: new Promise(() => undefined),
      dispose: () => void disposed.push(backend),
    }) as unknown as StartedGpu['engine']
  const loaders: EngineLoaders = {
    webgpu: async (_, onPhase) => {
      onPhase('compiling')
      return engine('webgpu')
    },
    wasm: async () => engine('wasm'),
    selfTest: async () => passed,
    ...changes,
  }
  const phases: string[] = []
  const options = {
    signal: new AbortController().signal,
    onPhase: (phase: string) => void phases.push(phase),
    loaders,
  }
  return { options, phases, disposed }
}

const noAdapter: Partial<EngineLoaders> = {
  webgpu: () => Promise.reject(new AppError('no-adapter', 'WebGPU found no graphics adapter.')),
}
const wrongNumbers: Partial<EngineLoaders> = {
  selfTest: async () => ({ ...passed, passed: false, worstError: 0.3 }),
}

describe('startEngine', () => {
  it('uses WebGPU once its self-test has passed', async () => {
    const { options, phases } = setUp()
    const { engine, device } = await startEngine(model, 'auto', options)
    expect(engine.description.backend).toBe('webgpu')
    expect(device.state()).toMatchObject({ status: 'ready', reason: null, selfTest: passed })
    expect(phases).toEqual(['starting', 'compiling', 'self-test'])
  })

  it('falls back to the CPU without an adapter and says why', async () => {
    const { engine, device } = await startEngine(model, 'auto', setUp(noAdapter).options)
    expect(engine.description.backend).toBe('wasm')
    const reason = 'WebGPU found no graphics adapter.'
    expect(device.state()).toMatchObject({ status: 'blocked', reason })
  })

  it('tells how much of the CPU engine has come, and that it starts once all of it is there', async () => {
    const { options, phases } = setUp()
    const told: (number | undefined)[][] = []
    const loaders: EngineLoaders = {
      ...options.loaders,
      wasm: (own, { onBytes, ...rest }) => {
        for (const loaded of [0, 40, 100]) onBytes(loaded, 100)
        return options.loaders.wasm(own, { onBytes, ...rest })
      },
    }
    const onPhase = (phase: string, ...bytes: (number | undefined)[]): void => {
      phases.push(phase)
      told.push(bytes)
    }
    await startEngine(model, 'wasm', { ...options, loaders, onPhase })
    expect(phases).toEqual(['starting', 'downloading-engine', 'downloading-engine', 'starting'])
    expect(told).toEqual([[], [0, 100], [40, 100], []])
  })

  it('refuses a model for which the CPU has no room, where it would fall back to it or is asked for it', async () => {
    const tooLarge = new AppError('limit', 'This model does not fit.')
    const requireCpu = () => {
      throw tooLarge
    }
    const asked = startEngine(model, 'wasm', { ...setUp().options, requireCpu })
    await expect(asked).rejects.toBe(tooLarge)
    const fallback = startEngine(model, 'auto', { ...setUp(noAdapter).options, requireCpu })
    await expect(fallback).rejects.toMatchObject({ code: 'no-adapter' })
    const { engine } = await startEngine(model, 'auto', { ...setUp().options, requireCpu })
    expect(engine.description.backend).toBe('webgpu')
  })

  it("gives a driver's own words a beginning", async () => {
    const { options } = setUp({ webgpu: () => Promise.reject(new Error('binding 6 is missing.')) })
    const { device } = await startEngine(model, 'auto', options)
    expect(device.state().reason).toBe('WebGPU did not start: binding 6 is missing.')
  })

  it('does not use a device that calculates wrong, and frees it', async () => {
    const { options, disposed } = setUp(wrongNumbers)
    const { engine, device } = await startEngine(model, 'auto', options)
    expect(engine.description.backend).toBe('wasm')
    expect(device.state().reason).toContain('3.0e-1')
    expect(device.state().selfTest).toBeNull()
    expect(disposed).toEqual(['webgpu'])
  })

  it('does not wait for ever for a device that takes commands and gives nothing back', async () => {
    vi.useFakeTimers()
    const { options, disposed } = setUp({ selfTest: () => new Promise(() => undefined) })
    const starting = startEngine(model, 'auto', options)
    await vi.advanceTimersByTimeAsync(60_000)
    const { engine, device } = await starting
    vi.useRealTimers()
    expect(engine.description.backend).toBe('wasm')
    expect(device.state().reason).toBe('WebGPU did not start: Its device does not answer.')
    expect(disposed).toEqual(['webgpu'])
  })

  it('does not fall back behind the back of somebody who asked for WebGPU', async () => {
    await expect(startEngine(model, 'webgpu', setUp(noAdapter).options)).rejects.toMatchObject({
      code: 'no-adapter',
    })
    await expect(startEngine(model, 'webgpu', setUp(wrongNumbers).options)).rejects.toMatchObject({
      code: 'self-test',
    })
  })

  it('takes the CPU without a reason when it was asked for', async () => {
    const { engine, device } = await startEngine(model, 'wasm', setUp().options)
    expect(engine.description.backend).toBe('wasm')
    expect(device.state()).toMatchObject({ status: 'idle', reason: null })
  })

  it('does not start the CPU for somebody who has left', async () => {
    const abort = new AbortController()
    const { options } = setUp({
      webgpu: () => {
        abort.abort()
        return Promise.reject(new Error('device gone'))
      },
      wasm: () => Promise.reject(new Error('must not be started')),
    })
    const starting = startEngine(model, 'auto', { ...options, signal: abort.signal })
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' })
  })
})
