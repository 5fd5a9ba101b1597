import { AppError } from '../../../core/errors.ts'
import { inMegabytes, noRoom } from './allocator.ts'
import type { DeviceGuard } from './guard.ts'

/**
 * Allocates inside error scopes, so that what goes wrong is the error of this allocation and not the device's end. What was
 * made of it until then is for the caller to free.
 * @param bytes how much was asked for, for the message
 * @throws AppError `out-of-memory`, `limit`, and what `make` throws
 */
export async function inErrorScopes<T>(
  device: GPUDevice,
  guard: DeviceGuard,
  bytes: () => number,
  make: () => T,
): Promise<T> {
  device.pushErrorScope('validation')
  device.pushErrorScope('out-of-memory')
  let made: { readonly value: T } | { readonly thrown: unknown }
  try {
    made = { value: make() }
  } catch (thrown) {
    made = { thrown }
  }
  // The scopes close whatever happened inside.
  const [memory, refused] = await guard.watch(Promise.all([device.popErrorScope(), device.popErrorScope()]))
  if (memory) throw noRoom(bytes(), memory)
  if ('thrown' in made) throw made.thrown
  if (!refused) return made.value
  throw new AppError('limit', `The graphics device refused ${inMegabytes(bytes())}: ${refused.message}`, {
    advice: 'Use fewer lanes, shorter prompts or a smaller model, or run on the CPU.',
    cause: refused,
  })
}
