import { asAppError } from '../../core/errors.ts'
import { factorWeight, type WeightJob } from '../../model/factor-weight.ts'
import { toFailure } from '../failure.ts'
import type { WorkerFailure } from '../protocol.ts'

/** What this worker answers to a job. */
export type FactorAnswer =
  | { readonly file: Uint8Array<ArrayBuffer> | null }
  | { readonly failure: WorkerFailure }

const scope = self as DedicatedWorkerGlobalScope

scope.onmessage = ({ data }: MessageEvent<WeightJob>) => {
  const answer = answerTo(data)
  scope.postMessage(answer, 'file' in answer && answer.file ? [answer.file.buffer] : [])
}

function answerTo(job: WeightJob): FactorAnswer {
  try {
    return { file: factorWeight(job) as Uint8Array<ArrayBuffer> | null }
  } catch (thrown) {
    return { failure: toFailure(asAppError(thrown, 'numeric')) }
  }
}
