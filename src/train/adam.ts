/** One tensor under optimisation: its values change in place. */
export interface Parameter {
  readonly values: Float32Array
  /** Multiplies the learning rate of this tensor; default 1. */
  readonly rate?: number
  /** Decoupled weight decay (Loshchilov & Hutter 2019); default 0. */
  readonly decay?: number
}

export interface AdamOptions {
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
}

export interface Adam {
  /** One step against `gradients`, which are in the order of the parameters and have their lengths. */
  step(gradients: readonly Float32Array[], learningRate: number): void
  /** Number of steps taken, and first and second moments: all that a resumed run needs. */
  readonly state: AdamState
}

export interface AdamState {
  steps: number
  readonly first: readonly Float32Array[]
  readonly second: readonly Float32Array[]
}

/** AdamW (Kingma & Ba 2015 with decoupled decay), float32 moments. */
export function createAdam(
  parameters: readonly Parameter[],
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {},
  resumed?: AdamState,
): Adam {
  const zeros = () => parameters.map(({ values }) => new Float32Array(values.length))
  const state: AdamState = resumed ?? { steps: 0, first: zeros(), second: zeros() }

  function update(index: number, gradient: Float32Array, learningRate: number): void {
    const parameter = parameters[index]
    const m = state.first[index]
    const v = state.second[index]
    if (!parameter || !m || !v || gradient.length !== parameter.values.length)
      throw new RangeError('gradients do not fit the parameters')
    const { values, rate = 1, decay = 0 } = parameter
    const correction1 = 1 - beta1 ** state.steps
    const correction2 = Math.sqrt(1 - beta2 ** state.steps)
    const size = (learningRate * rate * correction2) / correction1
    const keep = 1 - learningRate * decay
    const floor = epsilon * correction2
    for (let i = 0; i < values.length; i++) {
      const g = gradient[i] ?? 0
      const mean = beta1 * (m[i] ?? 0) + (1 - beta1) * g
      const square = beta2 * (v[i] ?? 0) + (1 - beta2) * g * g
      m[i] = mean
      v[i] = square
      values[i] = (values[i] ?? 0) * keep - (size * mean) / (Math.sqrt(square) + floor)
    }
  }

  return {
    state,
    step(gradients, learningRate) {
      if (gradients.length !== parameters.length) throw new RangeError('gradients do not fit the parameters')
      state.steps += 1
      gradients.forEach((gradient, index) => {
        update(index, gradient, learningRate)
      })
    },
  }
}

/** Scales all gradients in place so that their common Euclidean norm is at most `limit`; returns the norm before. */
export function clipGlobalNorm(gradients: readonly Float32Array[], limit: number): number {
  let sum = 0
  for (const gradient of gradients) for (const g of gradient) sum += g * g
  const norm = Math.sqrt(sum)
  if (norm > limit) {
    const factor = limit / norm
    for (const gradient of gradients)
      for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] ?? 0) * factor
  }
  return norm
}
