import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const { Memory, Module } = WebAssembly

beforeEach(() => vi.resetModules())
afterEach(() => {
  WebAssembly.Memory = Memory
  WebAssembly.Module = Module
})

/** Kernels and memory are made with the first matrix, so each test loads the module anew. */
async function factorSomething(): Promise<unknown> {
  const { thinSvd } = await import('../svd.ts')
  return thinSvd(Float64Array.of(1, 0, 0, 1), 2, 2)
}

it.each([
  ['Memory', 'out-of-memory', /no memory for \d+ bytes/, 'Choose a smaller model.'],
  ['Module', 'unsupported', /WebAssembly with SIMD is missing/, /Use a current browser/],
] as const)('says so where WebAssembly gives no %s', async (missing, code, message, advice) => {
  WebAssembly[missing] = class {
    constructor() {
      throw new RangeError('refused')
    }
  } as never
  await expect(factorSomething()).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
    advice: expect.stringMatching(advice),
  })
})
