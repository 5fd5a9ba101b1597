/** How near two multipliers of one module are to each other. */
export interface Likeness {
  /** `‖z₁ − z₂‖ / √rank`: how far apart a singular value's multipliers are on the whole. */
  readonly distance: number
  /** `‖σ ⊙ (z₁ − z₂)‖ / ‖σ‖`, which is `‖W₁ − W₂‖_F / ‖W‖_F`. */
  readonly weightDistance: number
  /** Cosine between `z₁ − 1` and `z₂ − 1`; null where one of them changes nothing. */
  readonly cosine: number | null
  /** The same of `σ ⊙ (z − 1)`, which is the cosine between `W₁ − W` and `W₂ − W` as long vectors. */
  readonly weightCosine: number | null
}

/**
 * Compares two experts or mixes on one module, from its singular values alone: U and V have orthonormal columns, so
 * inner products of weights are inner products of scales.
 * @param first `z₁ [rank]`, as `sigma`
 * @param second `z₂ [rank]`
 */
export function likeness(
  sigma: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): Likeness {
  const plain = pairSums(sigma.length, (i) => [(first[i] ?? 1) - 1, (second[i] ?? 1) - 1])
  const weighted = pairSums(sigma.length, (i) => {
    const s = sigma[i] ?? 0
    return [s * ((first[i] ?? 1) - 1), s * ((second[i] ?? 1) - 1)]
  })
  let whole = 0
  for (let i = 0; i < sigma.length; i++) whole += (sigma[i] ?? 0) ** 2
  return {
    distance: sigma.length === 0 ? 0 : Math.sqrt(plain.apart / sigma.length),
    weightDistance: whole === 0 ? 0 : Math.sqrt(weighted.apart / whole),
    cosine: cosineOf(plain),
    weightCosine: cosineOf(weighted),
  }
}

interface PairSums {
  readonly product: number
  readonly first: number
  readonly second: number
  /** `‖a − b‖²` */
  readonly apart: number
}

function pairSums(length: number, pair: (index: number) => readonly [number, number]): PairSums {
  let [product, first, second, apart] = [0, 0, 0, 0]
  for (let i = 0; i < length; i++) {
    const [a, b] = pair(i)
    product += a * b
    first += a * a
    second += b * b
    apart += (a - b) ** 2
  }
  return { product, first, second, apart }
}

function cosineOf({ product, first, second }: PairSums): number | null {
  const size = Math.sqrt(first * second)
  return size === 0 ? null : Math.max(-1, Math.min(1, product / size))
}
