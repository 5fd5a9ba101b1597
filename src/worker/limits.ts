import { planBatch } from '../engine/webgpu/batch-plan.ts'
import { findAdapter } from '../engine/webgpu/device/acquire.ts'
import {
  type DeviceLimits,
  kernelsLack,
  largestBinding,
  limitsOf,
} from '../engine/webgpu/device/requirements.ts'
import { FUSED } from '../engine/webgpu/weights/scale-layout.ts'
import { bytesInWords } from '../io/store/room.ts'
import { countParameters } from '../model/expected-tensors.ts'
import { type LlamaConfig, MODULE_KINDS, type ModuleKind, moduleShape } from '../model/llama-config.ts'
import type { Fit } from './opening.ts'

const HALF = 2
/** Browsers tell no more than this, whatever there is. */
const MOST_TOLD_GIB = 8
/** WebAssembly has 32-bit addresses; what is left is for activations and caches. */
const MOST_WASM_BYTES = 3.5 * 2 ** 30
/** The engines keep their own packed copy beside the model's. */
const MOST_SHARE_OF_MEMORY = 0.75

/** The bytes of a model's weights with float16 matrices. */
export interface WeightPlan {
  readonly bytes: number
  /** Of the largest matrix that has to be read whole: not the vocabulary, which may lie in several buffers. */
  readonly largest: number
  /** Keys, values and activations of the smallest batch that is of use, and the largest buffer among them. */
  readonly batch: { readonly bytes: number; readonly largest: number }
}

/**
 * What the weights of a model take in a form, before anything of it is loaded; a matrix m × n factored has rank
 * min(m, n).
 */
export function planWeights(config: LlamaConfig, form: 'dense' | 'factored'): WeightPlan {
  const matrices = HALF * countParameters(config)
  // Four tokens are the least part of a vocabulary.
  const vocabulary = HALF * 4 * config.hidden_size
  const layers = config.num_hidden_layers
  const numbersOf = (kind: ModuleKind) => {
    const { out, in: in_ } = moduleShape(config, kind)
    const rank = Math.min(out, in_)
    return form === 'dense' ? { u: out * in_, v: 0 } : { u: out * rank, v: in_ * rank }
  }
  const sum = (kinds: readonly ModuleKind[], side: 'u' | 'v') =>
    HALF * kinds.reduce((total, kind) => total + numbersOf(kind)[side], 0)
  // Matrices of linears that run as one dispatch lie in one buffer.
  const groups = Object.values(FUSED).flatMap((kinds) => [sum(kinds, 'u'), sum(kinds, 'v')])
  const dense = MODULE_KINDS.reduce((total, kind) => {
    const { out, in: in_ } = moduleShape(config, kind)
    return total + HALF * out * in_
  }, 0)
  const inLayers = layers * (groups.reduce((total, bytes) => total + bytes, 0) - dense)
  return {
    bytes: matrices + inLayers,
    largest: Math.max(vocabulary, ...groups),
    batch: planBatch(config),
  }
}

/** Whether weights and a batch fit on a WebGPU device, before anything is allocated there. */
export function fitOnDevice(plan: WeightPlan, limits: DeviceLimits | null, memory = deviceMemory()): Fit {
  const { largest, batch } = plan
  const bytes = plan.bytes + batch.bytes
  if (!limits) return { bytes, fits: false, reason: 'There is no WebGPU here.' }
  const lack = kernelsLack(limits)
  if (lack !== null) return { bytes, fits: false, reason: lack }
  const most = largestBinding(limits)
  if (largest > most) {
    const reason = `Its largest matrix takes ${bytesInWords(largest)}, and this device reads at most ${bytesInWords(most)} at once.`
    return { bytes, fits: false, reason }
  }
  if (batch.largest > most) {
    const reason = `The keys and values of one answer take ${bytesInWords(batch.largest)} a layer, and this device reads at most ${bytesInWords(most)} at once.`
    return { bytes, fits: false, reason }
  }
  return fitInMemory(bytes, memory)
}

/** The same for the CPU engine, whose weights are float32 in WebAssembly's memory. */
export function fitOnCpu({ bytes }: Pick<WeightPlan, 'bytes'>, memory = deviceMemory()): Fit {
  const wide = 2 * bytes
  if (wide >= MOST_WASM_BYTES) {
    const reason = `With 32-bit numbers it takes ${bytesInWords(wide)}, and the CPU engine holds at most ${bytesInWords(MOST_WASM_BYTES)}.`
    return { bytes: wide, fits: false, reason }
  }
  return fitInMemory(wide, memory)
}

const UNTOLD = `Whether this machine has so much memory is not known: browsers tell of ${MOST_TOLD_GIB} GB at most.`

function fitInMemory(bytes: number, memory: number | null): Fit {
  const most = MOST_SHARE_OF_MEMORY * (memory ?? MOST_TOLD_GIB * 2 ** 30)
  if (bytes <= most) return { bytes, fits: true, reason: null }
  if (memory === null) return { bytes, fits: true, reason: UNTOLD }
  const reason = `It takes ${bytesInWords(bytes)}, and this machine has about ${bytesInWords(memory ?? 0)} of memory.`
  return { bytes, fits: false, reason }
}

/** Bytes, as the browser rounds them; null where it does not say, and where it only says that there is plenty. */
function deviceMemory(): number | null {
  const gibibytes = (globalThis.navigator as { readonly deviceMemory?: number } | undefined)?.deviceMemory
  return gibibytes === undefined || gibibytes >= MOST_TOLD_GIB ? null : gibibytes * 2 ** 30
}

/**
 * The limits of the adapter that the engine would take; null where there is none.
 * @throws AppError `no-adapter` where the driver does not answer
 */
export async function readDeviceLimits(): Promise<DeviceLimits | null> {
  const adapter = await findAdapter()
  return adapter && limitsOf(adapter)
}
