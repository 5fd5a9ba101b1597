import type { FactoredModel } from './factored-model.ts'

/** How many weights are read for one token, which is what decoding takes its time for. */
export interface WeightsRead {
  /** As the model is, by all lanes of a batch together. */
  readonly present: number
  /** Of one mix, were it merged into plain weights. */
  readonly merged: number
  /** The same of two mixes: each has weights of its own, but for what no expert changes. */
  readonly mergedTwice: number
}

/** Norms and biases, which are few, are left out; of the embedding only the head reads all. */
export function weightsRead({ config, blocks }: FactoredModel): WeightsRead {
  const head = config.vocab_size * config.hidden_size
  let factors = 0
  let replaced = 0
  let kept = head
  for (const { linears } of blocks) {
    for (const linear of Object.values(linears)) {
      const size = linear.out * linear.in
      if (linear.form === 'dense') {
        kept += size
        continue
      }
      factors += linear.rank * (linear.out + linear.in)
      replaced += size
    }
  }
  return { present: kept + factors, merged: kept + replaced, mergedTwice: kept + 2 * replaced }
}
