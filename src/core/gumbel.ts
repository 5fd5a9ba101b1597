/**
 * Standard Gumbel noise of one token at one step. It is counter based: it depends on nothing but its three
 * arguments, so a GPU and a CPU draw the same sample, in any order. Temperature sampling is
 * `argmax(logit / T + gumbelNoise(seed, index, id))`, ties to the lowest id.
 *
 * @param seed any whole number; its lowest 32 bits count.
 * @param index 0 for the first generated token.
 * @param id token id.
 */
export function gumbelNoise(seed: number, index: number, id: number): number {
  let x = Math.imul(seed, 0x9e3779b1) ^ Math.imul(index, 0x85ebca77) ^ Math.imul(id, 0xc2b2ae3d)
  x ^= x >>> 16
  x = Math.imul(x, 0x7feb352d)
  x ^= x >>> 15
  x = Math.imul(x, 0x846ca68b)
  x ^= x >>> 16
  // 24 bits are what a float32 holds exactly; the half keeps the uniform away from 0 and 1.
  const uniform = ((x >>> 8) + 0.5) / 2 ** 24
  return -Math.log(-Math.log(uniform))
}
