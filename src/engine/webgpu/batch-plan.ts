import { type LlamaConfig, MODULE_KINDS, moduleShape } from '../../model/llama-config.ts'
import { dimensionsOf } from './dimensions.ts'
import { bufferSizes } from './session/capacity.ts'

/** A base and an adapted answer of the length that the page begins with. */
const LANES = 2
const TOKENS = 256
/** Rows of the largest pass. */
const ROWS = 512

/** Bytes of keys, values and activations of the smallest batch that is of use, and of its largest buffer. */
export function planBatch(config: LlamaConfig): { readonly bytes: number; readonly largest: number } {
  const dimensions = dimensionsOf(config)
  const tokens = Math.min(TOKENS, config.max_position_embeddings)
  const ranks = MODULE_KINDS.map((kind) => {
    const { out, in: in_ } = moduleShape(config, kind)
    return Math.min(out, in_)
  })
  const capacity = {
    ...{ slots: LANES, cacheTokens: LANES * tokens, rows: Math.min(ROWS, LANES * tokens) },
    ...{ headRows: LANES, positions: tokens, recordWords: 64 * LANES, softRows: 0 },
  }
  const together = ranks.reduce((sum, rank) => sum + Math.ceil(rank / 4), 0)
  const scales = config.num_hidden_layers * ranks.reduce((sum, rank) => sum + rank, 0)
  const sizes = bufferSizes(capacity, dimensions, together, scales)
  const once = Object.values(sizes).reduce((sum, size) => sum + size, 0)
  // Activations are split where a device reads less at once; a lane's keys and values are not.
  const largest = Math.max(sizes.cache / LANES, sizes.rope)
  return { bytes: once + (dimensions.layers - 1) * sizes.cache, largest }
}
