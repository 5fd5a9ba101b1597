import { AppError, asAppError } from '../core/errors.ts'
import type { LlamaConfig } from '../model/llama-config.ts'
import { parseManifest } from '../model/manifest.ts'
import { parseLlamaConfig } from '../model/parse-config.ts'
import { fitOnCpu, fitOnDevice, planWeights, readDeviceLimits, type WeightPlan } from './limits.ts'
import type { BackendChoice, Fit } from './opening.ts'

export interface ChosenBackend {
  readonly choice: BackendChoice
  /** Why the CPU and not WebGPU, though there is one; null where nothing was changed. */
  readonly reason: string | null
}

/**
 * Where a model of this config fits, by what its weights take and what the device says that it holds.
 * @throws AppError `limit` where it does not fit, or not on the backend that was asked for by name; `no-adapter` where
 * WebGPU was, and its driver does not answer.
 */
export async function chooseBackend(
  config: LlamaConfig,
  form: 'dense' | 'factored',
  choice: BackendChoice,
): Promise<ChosenBackend> {
  const plan = planWeights(config, form)
  const cpu = fitOnCpu(plan)
  const device = choice === 'wasm' ? null : await fitOnAdapter(plan, choice)
  if (device?.fits) return { choice, reason: null }
  // That there is no WebGPU is for the engine to say.
  if (choice === 'webgpu' && device === null) return { choice, reason: null }
  if (choice === 'webgpu')
    throw tooLarge(device?.reason, cpu.fits ? 'It fits on the CPU: choose that.' : undefined)
  if (!cpu.fits) throw tooLarge([device?.reason, cpu.reason].filter(Boolean).join(' '))
  return device ? { choice: 'wasm', reason: device.reason } : { choice, reason: null }
}

/** Null where there is no device to fit on; a driver that does not answer holds nothing. */
async function fitOnAdapter(plan: WeightPlan, choice: 'auto' | 'webgpu'): Promise<Fit | null> {
  try {
    const limits = await readDeviceLimits()
    return limits && fitOnDevice(plan, limits)
  } catch (thrown) {
    if (choice === 'webgpu') throw thrown
    const { message } = asAppError(thrown, 'no-adapter')
    return { bytes: plan.bytes, fits: false, reason: message }
  }
}

/** @throws AppError `limit` where the CPU cannot hold the model, and so cannot take it over from a device */
export function requireCpu(config: LlamaConfig, form: 'dense' | 'factored'): void {
  const { fits, reason } = fitOnCpu(planWeights(config, form))
  if (!fits) throw tooLarge(reason)
}

/** The same for a bundle, by its manifest. */
export function chooseForManifest(manifest: Uint8Array, choice: BackendChoice): Promise<ChosenBackend> {
  return chooseBackend(parseLlamaConfig(parseManifest(manifest).config), 'factored', choice)
}

function tooLarge(reason: string | null | undefined, advice = 'Take a smaller model.'): AppError {
  return new AppError('limit', `This model does not fit here. ${reason ?? ''}`.trim(), { advice })
}
