import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../core/errors.ts'
import { guardDevice } from './guard.ts'

class OutOfMemory {
  readonly message = 'none left'
}

beforeEach(() => void vi.stubGlobal('GPUOutOfMemoryError', OutOfMemory))
afterEach(() => vi.unstubAllGlobals())

/** A device that is lost, or complains, when it is told to. */
function fakeDevice() {
  let lose: (info: { reason: string; message: string }) => void = () => undefined
  let complain: (event: { error: object }) => void = () => undefined
  const device = {
    lost: new Promise((resolve) => {
      lose = resolve
    }),
    addEventListener: (_: string, listener: typeof complain) => {
      complain = listener
    },
  } as unknown as GPUDevice
  return {
    guard: guardDevice(device),
    lose: (reason: string) => lose({ reason, message: '' }),
    complain: (error: object) => complain({ error }),
  }
}

const never = new Promise<never>(() => undefined)
const aborted = () => Promise.reject(new DOMException('map aborted', 'AbortError'))

describe('guardDevice', () => {
  it('rejects what waits and what comes once the device is lost, and tells how it ended', async () => {
    const { guard, lose } = fakeDevice()
    const waiting = guard.watch(never)
    lose('unknown')
    await expect(waiting).rejects.toMatchObject({ code: 'device-lost' })
    expect(await guard.ended).toMatchObject({ kind: 'lost', error: { code: 'device-lost' } })
    await expect(guard.watch(never)).rejects.toBe(guard.end()?.error)
    expect(() => guard.check()).toThrow(AppError)
  })

  it('knows a device that was let go of from one that was taken away', async () => {
    const { guard, lose } = fakeDevice()
    lose('destroyed')
    expect((await guard.ended).kind).toBe('closed')
    const closed = fakeDevice()
    closed.guard.fail({ kind: 'closed', error: new AppError('cancelled', 'Closed.') })
    closed.lose('unknown')
    expect(await closed.guard.ended).toMatchObject({ kind: 'closed', error: { code: 'cancelled' } })
  })

  it('calls a device broken that has no memory left or refuses a command', async () => {
    for (const [error, code] of [
      [new OutOfMemory(), 'out-of-memory'],
      [{ message: 'bind group 0 is missing' }, 'unsupported'],
    ] as const) {
      const { guard, complain } = fakeDevice()
      const waiting = guard.watch(never)
      complain(error)
      await expect(waiting).rejects.toMatchObject({ code })
      expect(guard.end()).toMatchObject({ kind: 'broken', error: { code } })
    }
  })

  it('takes an aborted map for a loss, reported or not, and another failure for a device that is broken', async () => {
    const reported = fakeDevice()
    const work = reported.guard.watch(aborted())
    setTimeout(() => reported.lose('unknown'), 20)
    await expect(work).rejects.toMatchObject({ code: 'device-lost', message: /unknown/ })

    const silent = fakeDevice()
    await expect(silent.guard.watch(aborted())).rejects.toMatchObject({ code: 'device-lost' })
    expect(silent.guard.end()?.kind).toBe('lost')

    const pipeline = fakeDevice()
    const compiling = pipeline.guard.watch(Promise.reject(new Error('internal')))
    setTimeout(() => pipeline.lose('unknown'), 20)
    await expect(compiling).rejects.toMatchObject({ code: 'device-lost' })

    const failing = fakeDevice()
    const mapping = failing.guard.watch(Promise.reject(new DOMException('mapping failed', 'OperationError')))
    await expect(mapping).rejects.toMatchObject({ code: 'unsupported', message: /mapping failed/ })
    expect(failing.guard.end()).toMatchObject({ kind: 'broken', error: { message: /mapping failed/ } })

    const sound = fakeDevice()
    const own = new AppError('limit', 'Too large.')
    await expect(sound.guard.watch(Promise.reject(own))).rejects.toBe(own)
    expect(sound.guard.end()).toBeNull()
  })
})
