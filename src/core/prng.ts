/** A seeded stream of random numbers. Equal seeds give equal streams on every machine. */
export interface Prng {
  /** Uniform in [0, 1), with 53 random bits. */
  uniform(): number
  /** Uniform in 0 … n − 1; `n` is a whole number of at least 1. */
  integer(n: number): number
  pick<T>(list: readonly T[]): T
  /** A new array in random order (Fisher–Yates). */
  shuffle<T>(list: readonly T[]): T[]
  /** Standard normal. */
  normal(): number
  /** Where the stream stands now: a stream made from it gives the same numbers from here on. */
  place(): PrngPlace
}

/** A place in a stream: the generator's four 32-bit words, and a normal number drawn ahead if there is one. */
export interface PrngPlace {
  readonly words: readonly [number, number, number, number]
  readonly spareNormal: number | null
}

/**
 * xoshiro128** (Blackman and Vigna) with its state filled by splitmix32, so that seeds 0, 1, 2, … give
 * unrelated streams. Any finite number is a seed.
 * @param start a seed, or the place where another stream stood
 */
export function createPrng(start: number | PrngPlace): Prng {
  const { words, spareNormal: spare } = typeof start === 'number' ? firstPlace(start) : start
  let [a, b, c, d] = words
  let spareNormal = spare

  function bits(): number {
    const product = Math.imul(b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }

  function uniform(): number {
    return ((bits() >>> 5) * 0x4000000 + (bits() >>> 6)) / 2 ** 53
  }

  function integer(n: number): number {
    return Math.floor(uniform() * n)
  }

  function normal(): number {
    if (spareNormal !== null) {
      const value = spareNormal
      spareNormal = null
      return value
    }
    // Marsaglia's polar method: no trigonometric function whose last bit differs between engines.
    for (;;) {
      const x = 2 * uniform() - 1
      const y = 2 * uniform() - 1
      const square = x * x + y * y
      if (square > 0 && square < 1) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square)
        spareNormal = y * factor
        return x * factor
      }
    }
  }

  return {
    uniform,
    integer,
    normal,
    place: () => ({ words: [a, b, c, d], spareNormal }),
    pick: (list) => {
      if (list.length === 0) throw new RangeError('Cannot pick from an empty list.')
      return list[integer(list.length)] as (typeof list)[number]
    },
    shuffle: (list) => {
      const result = list.slice()
      for (let i = result.length - 1; i > 0; i--) {
        const j = integer(i + 1)
        const held = result[i] as (typeof list)[number]
        result[i] = result[j] as (typeof list)[number]
        result[j] = held
      }
      return result
    },
  }
}

function firstPlace(seed: number): PrngPlace {
  const nextState = splitmix32(foldSeed(seed))
  return { words: [nextState(), nextState(), nextState(), nextState()], spareNormal: null }
}

/** Every bit of the double counts, so that 0.1, −1 and 2³² are all different seeds. */
function foldSeed(seed: number): number {
  const words = new Uint32Array(new Float64Array([seed === 0 ? 0 : seed]).buffer)
  const low = words[0] ?? 0
  const high = words[1] ?? 0
  return (Math.imul(low ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35)) >>> 0
}

function splitmix32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let x = state ^ (state >>> 16)
    x = Math.imul(x, 0x21f0aaad)
    x ^= x >>> 15
    x = Math.imul(x, 0x735a2d97)
    return (x ^ (x >>> 15)) >>> 0
  }
}
