import type { Tensor } from 'onnxruntime-common'
import { areFinite } from '../not-finite.ts'
import { presentName } from './cached-graph.ts'

/**
 * The first layer whose keys or values are not all finite. They are all that a run gives out between embedding and logits, and
 * a layer's are made of what the one before wrote.
 */
export function findNotFinite(results: Readonly<Record<string, Tensor>>, layers: number): string {
  for (let layer = 0; layer < layers; layer++) {
    const parts = [results[presentName(layer, 'key')], results[presentName(layer, 'value')]]
    if (parts.some((tensor) => tensor && !areFinite(tensor.data as Float32Array)))
      return `the keys and values of layer ${layer}`
  }
  return `what layer ${layers - 1} makes of its keys and values, or in the logits`
}
