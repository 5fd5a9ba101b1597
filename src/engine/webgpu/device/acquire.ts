import { AppError } from '../../../core/errors.ts'

const ADVICE =
  'Use a current Chrome, Edge, Safari or Firefox with hardware acceleration on, or run on the CPU.'

/**
 * A device with the largest buffers that its adapter allows.
 * @throws AppError `no-webgpu` where the browser has none, `no-adapter` where it offers no device.
 */
export async function acquireDevice(adapter?: GPUAdapter): Promise<GPUDevice> {
  const gpu = typeof navigator === 'undefined' ? undefined : navigator.gpu
  if (!adapter && !gpu) throw new AppError('no-webgpu', 'This browser has no WebGPU.', { advice: ADVICE })
  const found = adapter ?? (await gpu?.requestAdapter({ powerPreference: 'high-performance' }))
  if (!found) throw new AppError('no-adapter', 'WebGPU found no graphics adapter.', { advice: ADVICE })
  const { maxBufferSize, maxStorageBufferBindingSize } = found.limits
  try {
    return await found.requestDevice({ requiredLimits: { maxBufferSize, maxStorageBufferBindingSize } })
  } catch (cause) {
    throw new AppError('no-adapter', 'The graphics adapter gave no device.', { advice: ADVICE, cause })
  }
}

/** An adapter's name for people. */
export function deviceName({ adapterInfo: info }: GPUDevice): string {
  const parts = [info.description || info.device || info.architecture, info.vendor]
  const name = parts.filter((part) => part !== '').join(', ')
  return `${name || 'unnamed adapter'}${info.isFallbackAdapter ? ' (software)' : ''}`
}
