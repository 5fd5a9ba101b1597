import * as ort from 'onnxruntime-node'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { LoraAdapter } from '../../model/lora-adapter.ts'
import type { Engine } from '../engine.ts'
import { createLoraEngine } from './lora-engine.ts'
import { createOrtEngine } from './ort-engine.ts'
import { narrowRuntime, type OrtRuntime } from './runtime.ts'

/** onnxruntime for Node, as the rest of the project sees it. */
export const nodeRuntime: OrtRuntime = narrowRuntime(ort)

/** The engine of the command line: onnxruntime-node on the CPU. With `lora`, every lane has that adapter. */
export function createNodeEngine(
  model: FactoredModel,
  { threads = 2, lora }: { readonly threads?: number; readonly lora?: LoraAdapter } = {},
): Promise<Engine> {
  const device = `onnxruntime ${ort.env.versions.node ?? ''}, CPU, ${threads} thread${threads === 1 ? '' : 's'}`
  const options = { description: { backend: 'node' as const, device }, threads }
  return lora
    ? createLoraEngine(nodeRuntime, model, lora, options)
    : createOrtEngine(nodeRuntime, model, options)
}
