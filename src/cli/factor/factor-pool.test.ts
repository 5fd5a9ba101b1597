import { expect, it } from 'vitest'
import type { WeightJob } from '../../model/factor-weight.ts'
import { createFactorPool } from './factor-pool.ts'

const job = (numbers: readonly number[]): WeightJob => ({
  ...{ name: 'model.layers.0.mlp.up_proj.weight', out: 2, in: 2, dtype: 'f32', keptWeight: null },
  data: Float32Array.from(numbers),
})

it('factors on a thread, says why a matrix cannot be factored, and ends what is under way when it is stopped', async () => {
  const stop = new AbortController()
  const pool = createFactorPool(1, stop.signal)
  await expect(pool.factor(job([1, Number.NaN, 0, 1]))).rejects.toMatchObject({
    code: expect.stringMatching(/numeric|bad-model/),
  })
  expect(await pool.factor(job([1, 2, 3, 4]))).toBeInstanceOf(Uint8Array)
  await pool.close()

  const other = createFactorPool(1, stop.signal)
  const open = other.factor(job([1, 2, 3, 4]))
  stop.abort()
  await expect(open).rejects.toMatchObject({ code: 'cancelled' })
  await expect(other.factor(job([1, 2, 3, 4]))).rejects.toMatchObject({ code: 'cancelled' })
})
