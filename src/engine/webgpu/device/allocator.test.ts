import { expect, it } from 'vitest'
import { AppError } from '../../../core/errors.ts'
import { allocatedMemory, allocatorOf } from './allocator.ts'
import { inErrorScopes } from './error-scopes.ts'
import type { DeviceGuard } from './guard.ts'

const MB = 1e6

/** A device that allows buffers of so many bytes, and what it says of what happens inside error scopes. */
function fakeDevice(createBuffer: () => unknown, said: (string | null)[] = []) {
  const limits = { maxBufferSize: 4 * MB }
  const popErrorScope = async () => {
    const message = said.shift() ?? null
    return message === null ? null : { message }
  }
  return { limits, createBuffer, pushErrorScope: () => {}, popErrorScope } as unknown as GPUDevice
}
const guard = { watch: (work: Promise<unknown>) => work } as unknown as DeviceGuard
const buffer = (size: number) => ({ size, label: 'weights', usage: 0 })
const throwing = (thrown: unknown) => () => {
  throw thrown
}

it('a buffer beyond the limit of its device, or without memory, is a typed error and is not counted', () => {
  const before = allocatedMemory()
  const sound = allocatorOf(fakeDevice(() => ({})))
  expect(() => sound.buffer(buffer(5 * MB))).toThrow(
    expect.objectContaining({ code: 'limit', message: expect.stringContaining('"weights" takes 5.0 MB') }),
  )
  const full = allocatorOf(fakeDevice(throwing(new RangeError('mapped'))))
  expect(() => full.buffer(buffer(MB))).toThrow(expect.objectContaining({ code: 'out-of-memory' }))
  const odd = allocatorOf(fakeDevice(throwing(new TypeError('odd'))))
  expect(() => odd.buffer(buffer(MB))).toThrow('odd')
  expect(allocatedMemory()).toEqual(before)
})

it('what goes wrong in error scopes is the error of what was asked for: memory first, then what was thrown', async () => {
  const make = throwing(new AppError('limit', 'Too large.'))
  const scoped = (made: () => unknown, ...said: (string | null)[]) =>
    inErrorScopes(
      fakeDevice(() => ({}), said),
      guard,
      () => 3 * MB,
      made,
    )
  await expect(scoped(make, 'none left')).rejects.toMatchObject({
    code: 'out-of-memory',
    message: expect.stringContaining('3.0 MB'),
  })
  await expect(scoped(make)).rejects.toThrow('Too large.')
  await expect(scoped(() => 1, null, 'bad usage')).rejects.toThrow('refused 3.0 MB: bad usage')
  expect(await scoped(() => 1)).toBe(1)
})
