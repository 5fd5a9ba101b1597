import type { Engine, EngineDescription } from '../engine.ts'
import type { DeviceEnd } from '../webgpu/device/guard.ts'

/** What a check of the device against the CPU found. */
export interface SelfTestResult {
  /** Largest relative error over all kernels and one forward pass against the CPU reference. */
  readonly worstError: number
  readonly tolerance: number
  readonly passed: boolean
  readonly checks: readonly { readonly name: string; readonly error: number }[]
  readonly ms: number
}

/**
 * `idle`: the CPU was asked for, no device is wanted. `requesting`: one is on its way. `ready`: it computes.
 * `lost`: it went away, and what is asked for meanwhile waits. `blocked`: there is none to be had, and the CPU computes.
 */
export type DeviceStatus = 'idle' | 'requesting' | 'ready' | 'lost' | 'blocked'

export interface GpuMemory {
  readonly bytes: number
  readonly buffers: number
}

/** What people are told of the device and of the engine on it. */
export interface DeviceState {
  readonly status: DeviceStatus
  /** How often it went away since the model was opened. */
  readonly losses: number
  /** Why it is `lost` or `blocked`, one sentence; else null. */
  readonly reason: string | null
  /** Of the engine that answered last or answers now; null before there is one. */
  readonly description: EngineDescription | null
  /** Of the device that computes now; null on the CPU. */
  readonly selfTest: SelfTestResult | null
  /** Null where nothing lies on a device. */
  readonly memory: GpuMemory | null
}

/** An engine on a device that has been tested. */
export interface StartedGpu {
  readonly engine: Engine & {
    end(): DeviceEnd | null
    readonly ended: Promise<DeviceEnd>
    readonly allocated?: () => GpuMemory
  }
  readonly selfTest: SelfTestResult
}
