import type * as Ort from 'onnxruntime-common'
import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-common'

/** The part of onnxruntime that this project uses; onnxruntime-node and onnxruntime-web both offer it. */
export interface OrtRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<OrtSession>
  }
  readonly Tensor: {
    new (type: 'float32', data: Float32Array, dims: readonly number[]): TypedTensor<'float32'>
    new (type: 'int64', data: BigInt64Array, dims: readonly number[]): TypedTensor<'int64'>
  }
}

export interface OrtSession {
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>
  release(): Promise<void>
}

/** int64 tensor from ordinary numbers. */
export const int64Tensor = (ort: OrtRuntime, numbers: ArrayLike<number>, dims: readonly number[]) =>
  new ort.Tensor('int64', BigInt64Array.from(numbers, BigInt), dims)

export const floatTensor = (ort: OrtRuntime, data: Float32Array, dims: readonly number[]) =>
  new ort.Tensor('float32', data, dims)

/** Narrows a whole onnxruntime module, of Node or of the browser, to what is used of it. */
export const narrowRuntime = (ort: typeof Ort): OrtRuntime => ({
  InferenceSession: {
    async create(model, options) {
      const session = await ort.InferenceSession.create(model, options)
      return { run: (feeds) => session.run(feeds), release: () => session.release() }
    },
  },
  Tensor: ort.Tensor,
})
