import * as ort from 'onnxruntime-node'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Engine } from '../engine.ts'
import { createOrtEngine } from './ort-engine.ts'
import { narrowRuntime, type OrtRuntime } from './runtime.ts'

/** onnxruntime for Node, as the rest of the project sees it. */
export const nodeRuntime: OrtRuntime = narrowRuntime(ort)

/** The engine of the command line: onnxruntime-node on the CPU. */
export function createNodeEngine(model: FactoredModel, options: { threads?: number } = {}): Promise<Engine> {
  const threads = options.threads ?? 2
  const device = `onnxruntime ${ort.env.versions.node ?? ''}, CPU, ${threads} thread${threads === 1 ? '' : 's'}`
  return createOrtEngine(nodeRuntime, model, { description: { backend: 'node', device }, threads })
}
