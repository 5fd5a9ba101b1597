import { logProbability, topK } from '../../core/softmax.ts'
import { usefulDraft } from '../draft.ts'
import type { Generated, GenerateOptions, Lane, LaneToken } from '../engine.ts'
import { sampleToken } from '../sampling.ts'

/** The answer of one lane while it is being written. */
export interface Writer {
  readonly lane: number
  readonly draft: readonly number[]
  /** False once it has stopped or is as long as it may be. */
  isRunning(): boolean
  /**
   * Takes a token from each row of logits for as long as the draft, whose tokens the rows after the first were
   * computed from, has come true.
   */
  write(rows: readonly Float32Array[]): LaneToken[]
  /** Tokens so far. */
  length(): number
  /** The last token, which the model has not read yet. */
  last(): number
  result(): Generated
}

export function createWriter(lane: number, asked: Lane, options: GenerateOptions): Writer {
  const { maxTokens, temperature = 0, topK: k = 0, logProbs = false, stopIds = [] } = options
  const seed = asked.seed ?? options.seed ?? 0
  const draft = usefulDraft(asked, options)
  const { written = 0 } = asked
  const ids: number[] = []
  let finished = false
  let logProb = 0
  const isRunning = (): boolean => !finished && ids.length < maxTokens

  return {
    lane,
    draft,
    isRunning,
    write(rows) {
      const tokens: LaneToken[] = []
      for (const row of rows) {
        if (!isRunning()) break
        const index = ids.length
        const place = written + index
        const id = sampleToken(row, temperature, seed, place)
        ids.push(id)
        if (logProbs) logProb += logProbability(row, id)
        finished = stopIds.includes(id)
        tokens.push({ lane, index: place, id, top: k > 0 ? topK(row, k) : [] })
        if (id !== draft[index]) break
      }
      return tokens
    },
    length: () => ids.length,
    last: () => ids.at(-1) ?? 0,
    result: () => ({ ids, finished, logProb }),
  }
}
