import type { LlamaConfig } from '../../../model/llama-config.ts'

/**
 * cos and sin of `position · theta^(−2i/head_dim)` (Su et al. 2021, eq. 15) in float64, as qkv.wgsl reads them:
 * `[positions, ceil(head_dim / 4)]` quads of (cos, sin) of two neighbouring pairs. A GPU's own sin and cos lose
 * digits at large angles.
 */
export function ropeTable(config: LlamaConfig, positions: number): Float32Array<ArrayBuffer> {
  const { head_dim: size, rope_theta: theta } = config
  const width = 4 * Math.ceil(size / 4)
  const table = new Float32Array(positions * width)
  for (let pair = 0; pair < size / 2; pair++) {
    const frequency = theta ** ((-2 * pair) / size)
    for (let position = 0; position < positions; position++) {
      table[position * width + 2 * pair] = Math.cos(position * frequency)
      table[position * width + 2 * pair + 1] = Math.sin(position * frequency)
    }
  }
  return table
}
