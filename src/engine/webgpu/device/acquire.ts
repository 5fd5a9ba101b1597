import { AppError } from '../../../core/errors.ts'
import { inTime } from '../../../core/in-time.ts'

const ADVICE =
  'Use a current Chrome, Edge, Safari or Firefox with hardware acceleration on, or run on the CPU.'
/** A graphics process that starts while a machine is busy takes seconds; one that hangs takes for ever. */
const MOST_MS = 20_000

const NO_WEBGPU = 'This browser has no WebGPU.'
const INSECURE = 'This page came over http, and browsers give WebGPU to https and localhost only.'

/** Whether the last request for an adapter is still without an answer. */
let isSilent = false

/**
 * A device with the largest buffers that its adapter allows.
 * @throws AppError `no-webgpu` where the browser has none, `no-adapter` where it offers no device.
 */
export async function acquireDevice(adapter?: GPUAdapter): Promise<GPUDevice> {
  const gpu = offeredGpu()
  if (!adapter && !gpu) {
    const why = globalThis.isSecureContext === false ? INSECURE : NO_WEBGPU
    throw new AppError('no-webgpu', why, { advice: ADVICE })
  }
  const found = adapter ?? (gpu && (await ask(gpu)))
  if (!found) throw new AppError('no-adapter', 'WebGPU found no graphics adapter.', { advice: ADVICE })
  const { maxBufferSize, maxStorageBufferBindingSize } = found.limits
  const requiredLimits = { maxBufferSize, maxStorageBufferBindingSize }
  // `Division.inFours` is for software adapters alone.
  const requiredFeatures: GPUFeatureName[] =
    found.info?.isFallbackAdapter && found.features.has('subgroups') ? ['subgroups'] : []
  const asked = found.requestDevice({ requiredLimits, requiredFeatures }).catch((cause: unknown) => {
    throw new AppError('no-adapter', 'The graphics adapter gave no device.', { advice: ADVICE, cause })
  })
  return inTime(asked, MOST_MS, () => {
    // Nobody is left who could use it.
    asked.then(
      (device) => device.destroy(),
      () => undefined,
    )
    return silent()
  })
}

/**
 * The adapter that a device would come from; null where there is none. A driver that did not answer is not waited for again.
 * @throws AppError `no-adapter` where the driver does not answer
 */
export async function findAdapter(): Promise<GPUAdapter | null> {
  if (isSilent) throw silent()
  const gpu = offeredGpu()
  return gpu ? ask(gpu) : null
}

function offeredGpu(): GPU | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator.gpu
}

/** Null where the browser finds none, or fails while it looks. */
function ask(gpu: GPU): Promise<GPUAdapter | null> {
  const asked = (async () => gpu.requestAdapter({ powerPreference: 'high-performance' }))().catch(() => null)
  void asked.then(() => {
    isSilent = false
  })
  return inTime(asked, MOST_MS, () => {
    isSilent = true
    return silent()
  })
}

function silent(): AppError {
  return new AppError('no-adapter', 'The graphics driver does not answer.', { advice: ADVICE })
}

/** What a device says of itself; older browsers have it say nothing. */
export function deviceInfo(device: GPUDevice): Partial<GPUAdapterInfo> {
  return (device.adapterInfo as GPUAdapterInfo | undefined) ?? {}
}

/** An adapter's name for people. */
export function deviceName(device: GPUDevice): string {
  const info = deviceInfo(device)
  const parts = [info.description || info.device || info.architecture, info.vendor]
  const name = parts.filter(Boolean).join(', ')
  return `${name || 'unnamed adapter'}${info.isFallbackAdapter ? ' (software)' : ''}`
}
