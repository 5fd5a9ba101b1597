import type { FactoredModel, Linear } from '../model/factored-model.ts'
import type { LlamaConfig } from '../model/llama-config.ts'
import { ropeFrequencies, ropeMagnitude } from '../model/rope-frequencies.ts'
import { toFloat32 } from '../model/stored-array.ts'

/*
 * The forward pass of a factored Llama, in float64, written to be read. It is what every engine is tested
 * against, so it is plain loops from the definitions and shares no code with any engine.
 */

/**
 * Logits after every token of `ids`, `[ids.length][vocab_size]`, with the scales `[totalRank]` of one lane.
 * Stored numbers (float16 or float32) are taken as they are; everything after is float64. Ids from `vocab_size` on
 * are rows of `soft`, as in a Lane.
 */
export function referenceLogits(
  model: FactoredModel,
  scales: ArrayLike<number>,
  ids: readonly number[],
  soft: Float32Array = new Float32Array(),
): Float64Array<ArrayBuffer>[] {
  const { config } = model
  const hidden = config.hidden_size
  const embedding = toFloat32(model.embedding)
  const head = model.lmHead ? toFloat32(model.lmHead) : embedding
  let rows = ids.map((id) => {
    const row = id - config.vocab_size
    return row < 0
      ? Float64Array.from(embedding.subarray(id * hidden, (id + 1) * hidden))
      : Float64Array.from(soft.subarray(row * hidden, (row + 1) * hidden))
  })

  for (const block of model.blocks) {
    const { q, k, v, o, gate, up, down } = block.linears
    const apply = (linear: Linear, inputs: readonly Float64Array[]) => {
      const multiply = prepare(linear, scales)
      return inputs.map(multiply)
    }
    const normed = rows.map((row) => rmsNorm(row, block.inputNorm, config.rms_norm_eps))
    const queries = apply(q, normed).map((row, position) => rotate(row, position, config))
    const keys = apply(k, normed).map((row, position) => rotate(row, position, config))
    const values = apply(v, normed)
    const attended = queries.map((query, position) => attend(query, position, keys, values, config))
    rows = add(rows, apply(o, attended))

    const normedAgain = rows.map((row) => rmsNorm(row, block.postAttentionNorm, config.rms_norm_eps))
    const gates = apply(gate, normedAgain)
    const ups = apply(up, normedAgain)
    const inner = gates.map((row, t) => row.map((value, i) => silu(value) * (ups[t]?.[i] ?? 0)))
    rows = add(rows, apply(down, inner))
  }

  return rows.map((row) => {
    const normed = rmsNorm(row, model.finalNorm, config.rms_norm_eps)
    return product(head, config.vocab_size, hidden, normed)
  })
}

/** `W x + bias`, or `U (s ⊙ (Vᵀ x)) + bias`. */
function prepare(linear: Linear, scales: ArrayLike<number>): (x: Float64Array) => Float64Array<ArrayBuffer> {
  const bias = linear.bias
  const withBias = (y: Float64Array<ArrayBuffer>) => (bias ? y.map((value, i) => value + (bias[i] ?? 0)) : y)
  if (linear.form === 'dense') {
    const w = toFloat32(linear.w)
    return (x) => withBias(product(w, linear.out, linear.in, x))
  }
  const u = toFloat32(linear.u)
  const v = toFloat32(linear.v)
  return (x) => {
    const a = transposedProduct(v, linear.in, linear.rank, x)
    const scaled = a.map((value, i) => value * (scales[linear.scaleOffset + i] ?? Number.NaN))
    return withBias(product(u, linear.out, linear.rank, scaled))
  }
}

/** `M x` for `M [rows, columns]`. */
function product(m: Float32Array, rows: number, columns: number, x: Float64Array): Float64Array<ArrayBuffer> {
  const y = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += (m[i * columns + j] ?? 0) * (x[j] ?? 0)
    y[i] = sum
  }
  return y
}

/** `Mᵀ x` for `M [rows, columns]`. */
function transposedProduct(
  m: Float32Array,
  rows: number,
  columns: number,
  x: Float64Array,
): Float64Array<ArrayBuffer> {
  const y = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    const value = x[i] ?? 0
    for (let j = 0; j < columns; j++) y[j] = (y[j] ?? 0) + (m[i * columns + j] ?? 0) * value
  }
  return y
}

function rmsNorm(x: Float64Array, weight: Float32Array, epsilon: number): Float64Array<ArrayBuffer> {
  let squares = 0
  for (const value of x) squares += value * value
  const factor = 1 / Math.sqrt(squares / x.length + epsilon)
  return x.map((value, i) => value * factor * (weight[i] ?? 0))
}

/** Rotary embedding in Llama's layout: dimension `i` of a head turns with dimension `i + head_dim / 2`. */
function rotate(row: Float64Array, position: number, config: LlamaConfig): Float64Array<ArrayBuffer> {
  const size = config.head_dim
  const half = size / 2
  const frequencies = ropeFrequencies(config)
  const magnitude = ropeMagnitude(config)
  const turned = row.slice()
  for (let start = 0; start < row.length; start += size) {
    for (let i = 0; i < half; i++) {
      const angle = position * (frequencies[i] ?? 0)
      const first = row[start + i] ?? 0
      const second = row[start + i + half] ?? 0
      turned[start + i] = magnitude * (first * Math.cos(angle) - second * Math.sin(angle))
      turned[start + i + half] = magnitude * (second * Math.cos(angle) + first * Math.sin(angle))
    }
  }
  return turned
}

/** Causal attention of one position; each group of query heads shares a key and value head. */
function attend(
  query: Float64Array,
  position: number,
  keys: readonly Float64Array[],
  values: readonly Float64Array[],
  config: LlamaConfig,
): Float64Array<ArrayBuffer> {
  const size = config.head_dim
  const group = config.num_attention_heads / config.num_key_value_heads
  const result = new Float64Array(query.length)
  for (let head = 0; head < config.num_attention_heads; head++) {
    const shared = Math.floor(head / group) * size
    const scores = keys.slice(0, position + 1).map((key) => {
      let dot = 0
      for (let i = 0; i < size; i++) dot += (query[head * size + i] ?? 0) * (key[shared + i] ?? 0)
      return dot / Math.sqrt(size)
    })
    const largest = Math.max(...scores)
    const weights = scores.map((score) => Math.exp(score - largest))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    for (const [t, weight] of weights.entries()) {
      for (let i = 0; i < size; i++) {
        const at = head * size + i
        result[at] = (result[at] ?? 0) + (weight / total) * (values[t]?.[shared + i] ?? 0)
      }
    }
  }
  return result
}

function silu(x: number): number {
  return x / (1 + Math.exp(-x))
}

function add(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array<ArrayBuffer>[] {
  return a.map((row, t) => row.map((value, i) => value + (b[t]?.[i] ?? 0)))
}
