import { floatTensor, int64Tensor, type OrtRuntime } from '../engine/ort/runtime.ts'

/** A sequence whose next tokens are to be predicted. */
export interface TeacherSequence {
  readonly ids: readonly number[]
  /** `weights[t]` counts the prediction of `ids[t]`; 0 leaves it out. `weights[0]` is never used. */
  readonly weights: ArrayLike<number>
}

export interface TeacherBatch {
  /** Feeds of a Llama graph without cache: ids, positions, causal mask, rows. */
  readonly feeds: ReturnType<typeof feeds>
  /** For each wanted row: the sequence, the place of the predicted token, its id and its weight. */
  readonly rows: readonly {
    readonly sequence: number
    readonly token: number
    readonly id: number
    readonly weight: number
  }[]
}

/** Finite, so that a row that hides everything still has a softmax. */
const HIDDEN = -1e9

function causalMask(tokens: number): Float32Array {
  const mask = new Float32Array(tokens * tokens)
  for (let row = 0; row < tokens; row++) mask.fill(HIDDEN, row * tokens + row + 1, (row + 1) * tokens)
  return mask
}

function feeds(ort: OrtRuntime, ids: Int32Array, lanes: number, tokens: number, rows: readonly number[]) {
  const positions = Int32Array.from(ids, (_, index) => index % tokens)
  return {
    input_ids: int64Tensor(ort, ids, [lanes, tokens]),
    position_ids: int64Tensor(ort, positions, [lanes, tokens]),
    mask: floatTensor(ort, causalMask(tokens), [1, 1, tokens, tokens]),
    rows: int64Tensor(ort, rows, [rows.length]),
  }
}

/**
 * Sequences that are fed whole, padded at their end to one length, and the places where logits are wanted.
 */
export function paddedFeeds(
  ort: OrtRuntime,
  sequences: readonly (readonly number[])[],
  places: readonly { readonly sequence: number; readonly token: number }[],
): TeacherBatch['feeds'] {
  const tokens = Math.max(...sequences.map((ids) => ids.length))
  const padded = new Int32Array(sequences.length * tokens)
  sequences.forEach((ids, sequence) => {
    padded.set(ids, sequence * tokens)
  })
  const flat = places.map(({ sequence, token }) => sequence * tokens + token)
  return feeds(ort, padded, sequences.length, tokens, flat)
}

/**
 * Sequences padded at their end to one length. Padding needs no mask of its own: attention is causal, and no
 * row of a padded place is asked for.
 */
export function teacherBatch(ort: OrtRuntime, sequences: readonly TeacherSequence[]): TeacherBatch {
  // The last token predicts nothing, so it is not fed.
  const tokens = Math.max(...sequences.map(({ ids }) => ids.length)) - 1
  const padded = new Int32Array(sequences.length * tokens)
  const rows: { sequence: number; token: number; id: number; weight: number }[] = []
  sequences.forEach(({ ids, weights }, sequence) => {
    padded.set(ids.slice(0, -1), sequence * tokens)
    for (let token = 1; token < ids.length; token++) {
      const weight = weights[token] ?? 0
      if (weight !== 0) rows.push({ sequence, token, id: ids[token] ?? 0, weight })
    }
  })
  const flat = rows.map(({ sequence, token }) => sequence * tokens + token - 1)
  return { feeds: feeds(ort, padded, sequences.length, tokens, flat), rows }
}
