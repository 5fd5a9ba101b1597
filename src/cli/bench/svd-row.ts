import { createPrng } from '../../core/prng.ts'
import { thinSvd } from '../../core/svd.ts'
import { enableFusedWasm } from '../factor/fused-wasm.mjs'
import type { BenchRow } from '../report/results.ts'
import { interleaved } from './interleaved.ts'
import { startNumpy } from './numpy-peer.ts'

/** The seven linears of one of the thirty layers of SmolLM2-135M. */
const SHAPES = [
  [576, 576],
  [192, 576],
  [192, 576],
  [576, 576],
  [1536, 576],
  [1536, 576],
  [576, 1536],
] as const
const ROUNDS = 5

/**
 * What `t2 factor` does to a layer, on one core, against LAPACK.
 * @throws AppError `unsupported` where there is no Python with numpy.
 */
export async function svdRow(seed: number, signal: AbortSignal): Promise<BenchRow> {
  const numpy = await startNumpy(SHAPES)
  try {
    enableFusedWasm()
    const prng = createPrng(seed)
    const matrices = SHAPES.map(([out, in_]) => ({
      out,
      in: in_,
      data: Float32Array.from({ length: out * in_ }, () => prng.normal()),
    }))
    const decompose = async (): Promise<void> => {
      for (const { data, out, in: in_ } of matrices) thinSvd(data, out, in_)
    }
    const ms = await interleaved(ROUNDS, decompose, numpy.run, signal)
    return {
      name: 'SVD of one layer of SmolLM2-135M',
      ours: ms.a,
      peer: ms.b,
      peerName: `numpy ${numpy.version} (LAPACK), one core`,
      unit: 'ms',
      ratio: ms.a / ms.b,
      note: 'seven random matrices of its shapes in float64; ours measures its own errors as well',
    }
  } finally {
    numpy.close()
  }
}
