import type * as Ort from 'onnxruntime-common'
import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-common'
import type { OnnxModel } from '../../graph/serialize.ts'

/** The part of onnxruntime that this project uses; onnxruntime-node and onnxruntime-web both offer it. */
export interface OrtRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array | OnnxModel, options?: InferenceSession.SessionOptions): Promise<OrtSession>
  }
  readonly Tensor: {
    new (type: 'float32', data: Float32Array, dims: readonly number[]): TypedTensor<'float32'>
    new (type: 'int64', data: BigInt64Array, dims: readonly number[]): TypedTensor<'int64'>
  }
}

export interface OrtSession {
  /** @param fetches names of the results that are wanted; default: all */
  run(
    feeds: Readonly<Record<string, Tensor>>,
    fetches?: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>
  release(): Promise<void>
}

/** int64 tensor from ordinary numbers. */
export const int64Tensor = (ort: OrtRuntime, numbers: ArrayLike<number>, dims: readonly number[]) =>
  new ort.Tensor('int64', BigInt64Array.from(numbers, BigInt), dims)

/** float32 tensor, a view of `data`. */
export const floatTensor = (ort: OrtRuntime, data: Float32Array, dims: readonly number[]) =>
  new ort.Tensor('float32', data, dims)

/** Narrows a whole onnxruntime module, of Node or of the browser, to what is used of it. */
export const narrowRuntime = (ort: typeof Ort): OrtRuntime => ({
  InferenceSession: {
    async create(model, options) {
      const { graph, weights } = model instanceof Uint8Array ? { graph: model, weights: [] } : model
      const externalData = Array.from(weights, ([path, data]) => ({ path, data }))
      const session = await ort.InferenceSession.create(graph, {
        ...options,
        ...(externalData.length > 0 && { externalData }),
      })
      return {
        run: (feeds, fetches) => (fetches ? session.run(feeds, fetches) : session.run(feeds)),
        release: () => session.release(),
      }
    },
  },
  Tensor: ort.Tensor,
})
