import { parentPort } from 'node:worker_threads'
import { asAppError } from '../../core/errors.ts'
import { factorWeight, type WeightJob } from '../../model/factor-weight.ts'

/** What the worker answers to a job. */
export type FactorAnswer =
  | { readonly file: Uint8Array | null }
  | {
      readonly error: { readonly code: string; readonly message: string; readonly advice: string | undefined }
    }

parentPort?.on('message', (job: WeightJob) => {
  parentPort?.postMessage(answer(job))
})

function answer(job: WeightJob): FactorAnswer {
  try {
    return { file: factorWeight(job) }
  } catch (thrown) {
    const { code, message, advice } = asAppError(thrown, 'numeric')
    return { error: { code, message, advice } }
  }
}
