import type { LlamaConfig } from '../../../model/llama-config.ts'
import { ropeFrequencies, ropeMagnitude } from '../../../model/rope-frequencies.ts'

/**
 * cos and sin of position times frequency in float64, as qkv.wgsl reads them:
 * `[positions, ceil(head_dim / 4)]` quads of (cos, sin) of two neighbouring pairs. A GPU's own sin and cos lose
 * digits at large angles.
 */
export function ropeTable(config: LlamaConfig, positions: number): Float32Array<ArrayBuffer> {
  const width = 4 * Math.ceil(config.head_dim / 4)
  const table = new Float32Array(positions * width)
  const magnitude = ropeMagnitude(config)
  for (const [pair, frequency] of ropeFrequencies(config).entries()) {
    for (let position = 0; position < positions; position++) {
      table[position * width + 2 * pair] = magnitude * Math.cos(position * frequency)
      table[position * width + 2 * pair + 1] = magnitude * Math.sin(position * frequency)
    }
  }
  return table
}
