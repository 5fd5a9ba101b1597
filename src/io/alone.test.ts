import { expect, it } from 'vitest'
import { createAlone } from './alone.ts'

/** One lock by name, as tabs of one origin share it. */
function fakeLocks(): LockManager {
  const held = new Set<string>()
  const request = async (
    name: string,
    options: LockOptions,
    work: (lock: Lock | null) => Promise<unknown>,
  ) => {
    while (held.has(name)) {
      if (options.ifAvailable) return work(null)
      options.signal?.throwIfAborted()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    held.add(name)
    try {
      return await work({ name, mode: 'exclusive' })
    } finally {
      held.delete(name)
    }
  }
  return { request } as unknown as LockManager
}

function held() {
  let letGo: () => void = () => undefined
  const until = new Promise<void>((resolve) => {
    letGo = resolve
  })
  return { until, letGo }
}

it('lets one tab at a time at the work, and tells the other that it did not run', async () => {
  const locks = fakeLocks()
  const { until, letGo } = held()
  const first = createAlone('x', { locks })(() => until)
  expect(await createAlone('x', { locks })(async () => expect.fail('both ran'))).toBe(false)
  expect(await createAlone('y', { locks })(async () => undefined)).toBe(true)
  letGo()
  expect(await first).toBe(true)
})

it('waits for as long as it is told', async () => {
  const locks = fakeLocks()
  const { until, letGo } = held()
  void createAlone('x', { locks })(() => until)
  expect(await createAlone('x', { locks, waitMs: 20 })(async () => expect.fail('both ran'))).toBe(false)
  const patient = createAlone('x', { locks, waitMs: 5000 })(async () => undefined)
  letGo()
  expect(await patient).toBe(true)
})

it('runs where the browser has no locks, or refuses them', async () => {
  expect(await createAlone('x', { locks: undefined })(async () => undefined)).toBe(true)
  const request = () => Promise.reject(new DOMException('refused', 'SecurityError'))
  const refusing = { request } as unknown as LockManager
  expect(await createAlone('x', { locks: refusing })(async () => undefined)).toBe(true)
})

it('passes on how the work failed, and does not do it twice', async () => {
  let times = 0
  const failing = async (): Promise<void> => {
    times += 1
    throw new DOMException('stopped', 'AbortError')
  }
  await expect(createAlone('x', { locks: fakeLocks() })(failing)).rejects.toMatchObject({
    name: 'AbortError',
  })
  expect(times).toBe(1)
})
