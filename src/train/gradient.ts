import { AppError } from '../core/errors.ts'
import { checkLanes } from '../engine/check-lanes.ts'
import { floatTensor, int64Tensor, type OrtRuntime } from '../engine/ort/runtime.ts'
import type { FactoredModel } from '../model/factored-model.ts'
import { scaleGradientGraph } from './policy-graph.ts'
import { teacherBatch } from './teacher-batch.ts'

export interface LikelihoodGradient {
  /** `Σ_t log p(answer_t | …)`. */
  readonly logProb: number
  /** d logProb / d scales, `[totalRank]`; times sigma it is d logProb / d z'. */
  readonly dScales: Float32Array
}

export interface GradientEngine {
  /** @throws AppError `bad-input` for ids the model cannot take, `numeric` when a result is not finite */
  gradient(
    ids: readonly number[],
    answerIds: readonly number[],
    scales: Float32Array,
  ): Promise<LikelihoodGradient>
  dispose(): Promise<void>
}

/** Exact gradients of an answer's log-likelihood with respect to every scale (DESIGN §5). */
export async function createGradient(
  ort: OrtRuntime,
  model: FactoredModel,
  options: { threads?: number } = {},
): Promise<GradientEngine> {
  const session = await ort.InferenceSession.create(scaleGradientGraph(model, { kl: false }), {
    intraOpNumThreads: options.threads ?? 1,
  })
  return {
    async gradient(ids, answerIds, scales) {
      if (answerIds.length === 0) throw new AppError('bad-input', 'The answer has no tokens.')
      const all = [...ids, ...answerIds]
      if (ids.length === 0) throw new AppError('bad-input', 'The prompt has no tokens.')
      checkLanes(model, [{ ids: all, scales }], 0)
      const { feeds, rows } = teacherBatch(ort, [
        { ids: all, weights: all.map((_, index) => (index < ids.length ? 0 : 1)) },
      ])
      const results = await session.run({
        ...feeds,
        scales: floatTensor(ort, scales, [1, model.totalRank]),
        targets: int64Tensor(
          ort,
          rows.map(({ id }) => id),
          [rows.length, 1],
        ),
        weights: floatTensor(ort, new Float32Array(rows.length).fill(1), [rows.length, 1]),
      })
      const logProb = -Number(results.loss?.data[0])
      const dScales = Float32Array.from(results['d scales']?.data as Float32Array, (slope) => -slope)
      if (!Number.isFinite(logProb) || dScales.some((slope) => !Number.isFinite(slope)))
        throw new AppError('numeric', 'The gradient is not a finite number.')
      return { logProb, dScales }
    },
    dispose: () => session.release(),
  }
}
