import { register } from 'node:module'
import { AppError } from '../../../core/errors.ts'
import type { FactoredModel } from '../../../model/factored-model.ts'
import type { WebGpuEngine, WebGpuOptions } from '../index.ts'

const ADVICE =
  'It needs a graphics driver with Vulkan, Metal or Direct3D 12; a software one is named by VK_DRIVER_FILES. Or leave --engine out and run on the CPU.'

type Dawn = typeof import('webgpu')

/** Dawn and its one instance, which must outlive all of its devices. */
let started: Promise<GPU> | null = null
let areHooksRegistered = false

/**
 * The page's own WebGPU engine in Node, on Dawn: the implementation of WebGPU that Chromium uses.
 * @throws AppError `no-webgpu` where Dawn cannot be loaded, `no-adapter` where it finds no device, and as `createWebGpuEngine`
 */
export async function createDawnEngine(
  model: FactoredModel,
  options: Omit<WebGpuOptions, 'device' | 'adapter'> = {},
): Promise<WebGpuEngine> {
  const adapter = await dawnAdapter()
  if (!areHooksRegistered) register('./raw-text-hooks.mjs', import.meta.url)
  areHooksRegistered = true
  const { createWebGpuEngine } = await import('../index.ts')
  return createWebGpuEngine(model, { ...options, adapter })
}

async function dawnAdapter(): Promise<GPUAdapter> {
  started ??= startDawn()
  const gpu = await started
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null)
  if (adapter) return adapter
  throw new AppError('no-adapter', 'WebGPU found no graphics adapter on this machine.', { advice: ADVICE })
}

async function startDawn(): Promise<GPU> {
  let dawn: Dawn
  try {
    dawn = await import('webgpu')
  } catch (cause) {
    throw new AppError('no-webgpu', 'Dawn, which gives Node WebGPU, cannot be loaded here.', {
      advice: ADVICE,
      cause,
    })
  }
  // GPUBufferUsage and its like, which a browser has as globals.
  Object.assign(globalThis, dawn.globals)
  return dawn.create([])
}
