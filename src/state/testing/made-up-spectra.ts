import { MODULE_KINDS, moduleName } from '../../model/llama-config.ts'
import type { WorkerCalls } from '../../worker/protocol.ts'

const RANK = 6
const LAYERS = 2

/** Spectra of a model with two layers whose matrices have six singular values; experts differ by their names. */
export function madeUpSpectra({
  subjects,
}: WorkerCalls['spectra']['request']): WorkerCalls['spectra']['result'] {
  const matrices = Array.from({ length: LAYERS }, (_, layer) =>
    MODULE_KINDS.map((kind) => ({
      name: moduleName(layer, kind),
      layer,
      kind,
      out: 8,
      in: RANK,
      rank: RANK,
    })),
  ).flat()
  const length = matrices.length * RANK
  const zOf = (seed: number) =>
    Float32Array.from({ length }, (_, i) => (seed === 0 ? 1 : 1 + 0.3 * Math.sin(seed + i)))
  return {
    matrices,
    sigma: Float32Array.from({ length }, (_, i) => RANK - (i % RANK)),
    z: subjects.map((subject) =>
      subject.kind === 'expert'
        ? zOf(subject.name.length)
        : zOf(Object.values(subject.mix.alpha).reduce((sum, alpha) => sum + alpha, 0)),
    ),
  }
}

/** Each component reads tokens named after it. */
export function madeUpComponents({
  matrix,
  indices,
}: WorkerCalls['components']['request']): WorkerCalls['components']['result'] {
  const ends = (index: number) => ({
    most: [{ id: index, text: ` ${matrix} ${index}`, score: 0.9 }],
    least: [{ id: 0, text: ' none', score: -0.5 }],
  })
  return { components: indices.map((index) => ({ index, reads: ends(index), writes: null })) }
}
