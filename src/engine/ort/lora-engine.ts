import type { Tensor } from 'onnxruntime-common'
import { loraInput, withLora } from '../../graph/lora.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { LoraAdapter } from '../../model/lora-adapter.ts'
import type { Engine } from '../engine.ts'
import { createOrtEngine, type OrtEngineOptions } from './ort-engine.ts'
import { floatTensor, type OrtRuntime } from './runtime.ts'

/** The adapter's matrices as the inputs that `withLora` declares. */
export function loraFeeds(
  ort: OrtRuntime,
  { rank, parts }: Pick<LoraAdapter, 'rank' | 'parts'>,
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(
    parts.flatMap(({ module, a, b }) => [
      [loraInput(module.name, 'A'), floatTensor(ort, a, [rank, module.in])],
      [loraInput(module.name, 'B'), floatTensor(ort, b, [module.out, rank])],
    ]),
  )
}

/**
 * An engine whose every lane has the adapter beside its scales. The matrices are read at each run, so an
 * adapter in training is always answered with as it is now.
 */
export function createLoraEngine(
  ort: OrtRuntime,
  model: FactoredModel,
  adapter: Pick<LoraAdapter, 'rank' | 'alpha' | 'parts'>,
  options: Omit<OrtEngineOptions, 'extension'>,
): Promise<Engine> {
  const modules = adapter.parts.map(({ module }) => module)
  return createOrtEngine(ort, model, {
    ...options,
    extension: {
      weights: (graph, weights) => withLora(graph, weights, modules, adapter).weights,
      feeds: () => loraFeeds(ort, adapter),
    },
  })
}
