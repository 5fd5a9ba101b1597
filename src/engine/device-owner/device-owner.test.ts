import { describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { GenerateOptions, Lane } from '../engine.ts'
import { type OwnerParts, openDevice } from './device-owner.ts'
import type { DeviceState } from './device-state.ts'
import { type FakeGpu, fakeGpu } from './fake-gpu.fixture.ts'
import { createLastingEngine } from './lasting-engine.ts'

const refusal = (code: 'no-adapter' | 'device-lost' | 'self-test' | 'cancelled') =>
  new AppError(code, `Refused: ${code}.`)
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

async function setUp(gpu: FakeGpu, parts: Partial<OwnerParts> = {}) {
  const clock = { ms: 0 }
  const waits: number[] = []
  const owner = await openDevice({
    startGpu: gpu.start,
    startCpu: gpu.startCpu,
    choice: 'auto',
    now: () => clock.ms,
    wait: async (ms) => {
      waits.push(ms)
      await turn()
    },
    ...parts,
  })
  const seen: DeviceState['status'][] = [owner.state().status]
  owner.watch(({ status }) => {
    if (seen.at(-1) !== status) seen.push(status)
  })
  return { owner, engine: createLastingEngine({} as FactoredModel, owner), clock, waits, seen }
}

const LANES: readonly Lane[] = [
  { ids: [1, 2, 3], scales: Float32Array.of(0) },
  { ids: [4], scales: Float32Array.of(5) },
]

/** Streams an answer, calling `meddle` when so many steps have been told. */
function tell(
  engine: Awaited<ReturnType<typeof setUp>>['engine'],
  options: Partial<GenerateOptions> = {},
  meddle: Readonly<Record<number, () => void>> = {},
) {
  const told: string[] = []
  let steps = 0
  const answer = engine.generate(LANES, {
    maxTokens: 12,
    ...options,
    onTokens: (tokens) => {
      told.push(...tokens.map(({ lane, index, id }) => `${lane}.${index}=${id}`))
      steps += 1
      meddle[steps]?.()
    },
  })
  return answer.then(({ lanes }) => ({ told, ids: lanes.map(({ ids }) => ids) }))
}

async function untouched(options?: Partial<GenerateOptions>) {
  return tell((await setUp(fakeGpu())).engine, options)
}

describe('a device that goes away', () => {
  it('is asked for again, and an answer goes on from the token that was told last', async () => {
    const gpu = fakeGpu()
    const { engine, seen, owner } = await setUp(gpu)
    const answer = await tell(engine, {}, { 5: () => gpu.lose() })
    expect(answer).toEqual(await untouched())
    expect(seen).toEqual(['ready', 'lost', 'requesting', 'ready'])
    expect(owner.state()).toMatchObject({ losses: 1, reason: null })
    expect(gpu.log).toEqual(['gpu 1', 'gpu 1 freed', 'gpu 2'])
  })

  it('lets lanes that have stopped rest, and others write no more than they may', async () => {
    const gpu = fakeGpu()
    const { engine } = await setUp(gpu)
    const whole = await untouched()
    const stopIds = [whole.ids[0]![3]!]
    expect(await tell(engine, { stopIds }, { 6: () => gpu.lose() })).toEqual(await untouched({ stopIds }))
  })

  it('is given up for the CPU when it goes away again soon, in the midst of the same answer', async () => {
    const gpu = fakeGpu()
    const { engine, seen, owner } = await setUp(gpu)
    const answer = await tell(engine, {}, { 3: () => gpu.lose(), 7: () => gpu.lose() })
    expect(answer).toEqual(await untouched())
    expect(seen).toEqual(['ready', 'lost', 'requesting', 'ready', 'lost', 'blocked'])
    expect(owner.state()).toMatchObject({ losses: 2, reason: expect.stringContaining('2 times') })
    expect(engine.description.backend).toBe('wasm')
  })

  it('is asked for once more where the second loss comes long after the first', async () => {
    const gpu = fakeGpu()
    const { engine, owner, clock } = await setUp(gpu)
    await tell(engine, {}, { 3: () => gpu.lose() })
    clock.ms += 3_600_000
    await tell(engine, {}, { 3: () => gpu.lose() })
    expect(owner.state()).toMatchObject({ status: 'ready', losses: 2 })
  })

  it('gets a second request after a second, and then the CPU answers with the reason', async () => {
    const refused = [null, refusal('no-adapter'), null]
    const once = fakeGpu([...refused])
    const { engine, waits, owner } = await setUp(once)
    once.lose()
    await engine.next(LANES, 1)
    expect(waits).toEqual([1000])
    expect(owner.state().status).toBe('ready')

    const twice = fakeGpu([null, refusal('no-adapter'), refusal('no-adapter')])
    const second = await setUp(twice)
    twice.lose()
    await second.engine.next(LANES, 1)
    expect(second.owner.state()).toMatchObject({
      status: 'blocked',
      reason: expect.stringContaining('could not be started again: Refused: no-adapter'),
    })
  })

  it('gives nobody the CPU who asked for WebGPU alone, or who has stopped', async () => {
    const alone = setUp(fakeGpu([refusal('no-adapter')]), { choice: 'webgpu' })
    await expect(alone).rejects.toThrow('Refused: no-adapter.')
    await expect(setUp(fakeGpu([refusal('cancelled')]))).rejects.toThrow('Refused: cancelled.')
    const stopped = fakeGpu([null, refusal('cancelled'), refusal('cancelled')])
    const { engine } = await setUp(stopped)
    stopped.lose()
    await expect(engine.next(LANES, 1)).rejects.toThrow('Refused: cancelled.')
    expect(stopped.log).not.toContain('cpu')
  })

  it('is asked for without waiting for somebody to call', async () => {
    const gpu = fakeGpu()
    const { owner } = await setUp(gpu)
    gpu.lose()
    await turn()
    expect(owner.state()).toMatchObject({ status: 'ready', losses: 1 })
  })

  it('is one loss, however many calls it takes with it', async () => {
    const gpu = fakeGpu([], turn)
    const { engine, owner } = await setUp(gpu)
    const calls = [engine.next(LANES, 1), engine.next(LANES, 1), tell(engine), engine.next(LANES, 1)]
    gpu.lose()
    await Promise.all(calls)
    expect(owner.state().losses).toBe(1)
    expect(gpu.log.filter((entry) => /^gpu \d$/.test(entry))).toEqual(['gpu 1', 'gpu 2'])
  })

  it('ends a call that was stopped meanwhile with cancelled', async () => {
    const gpu = fakeGpu([], turn)
    const { engine } = await setUp(gpu)
    const abort = new AbortController()
    const loseAndStop = (): void => {
      gpu.lose()
      abort.abort()
    }
    const answer = tell(engine, { signal: abort.signal }, { 2: loseAndStop })
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('is left alone when it was let go of', async () => {
    const gpu = fakeGpu([], turn)
    const { engine, owner, seen } = await setUp(gpu)
    const call = engine.next(LANES, 1)
    gpu.lose('closed')
    await expect(call).rejects.toMatchObject({ code: 'device-lost' })
    await turn()
    expect([seen, owner.state().losses]).toEqual([['ready'], 0])
    await expect(engine.next(LANES, 1)).rejects.toMatchObject({ code: 'device-lost' })
  })

  it('rejects with device-lost, and never hangs, where WebGPU alone was asked for or the CPU has no room', async () => {
    for (const parts of [
      { choice: 'webgpu' as const },
      { startCpu: () => Promise.reject(new AppError('limit', 'It does not fit.')) },
    ]) {
      const gpu = fakeGpu([null, refusal('no-adapter'), refusal('no-adapter')], turn)
      const { engine } = await setUp(gpu, parts)
      const calls = [tell(engine), engine.next(LANES, 1)]
      gpu.lose()
      for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'device-lost' })
      await expect(engine.next(LANES, 1)).rejects.toMatchObject({ code: 'device-lost' })
    }
  })
})

describe('a device that cannot be trusted', () => {
  it('is given up at once when it breaks: what broke it would break another', async () => {
    const gpu = fakeGpu()
    const { engine, owner } = await setUp(gpu)
    const answer = await tell(engine, {}, { 4: () => gpu.lose('broken') })
    expect(answer).toEqual(await untouched())
    expect(owner.state()).toMatchObject({ status: 'blocked', reason: 'The device is broken.', losses: 0 })
    expect(gpu.log).toEqual(['gpu 1', 'gpu 1 freed', 'cpu'])
  })

  it('is given up when it comes back computing wrong', async () => {
    const gpu = fakeGpu([null, refusal('self-test'), refusal('self-test')])
    const { engine, owner } = await setUp(gpu)
    gpu.lose()
    await engine.next(LANES, 1)
    expect(owner.state()).toMatchObject({ status: 'blocked', reason: expect.stringContaining('self-test') })
  })

  it('is given up when a later self-test fails', async () => {
    const gpu = fakeGpu()
    const { engine, owner } = await setUp(gpu)
    owner.distrust(await owner.held(), refusal('self-test'))
    await engine.next(LANES, 1)
    expect(engine.description.backend).toBe('wasm')
    expect(owner.state().reason).toBe('Refused: self-test.')
  })

  it('is lost while it starts: it gets a second start', async () => {
    const { owner, waits } = await setUp(fakeGpu([refusal('device-lost')]))
    expect(owner.state()).toMatchObject({ status: 'ready', losses: 1 })
    expect(waits).toEqual([1000])
  })
})

describe('trying again', () => {
  it('takes the GPU back while the CPU finishes what it has begun', async () => {
    const gpu = fakeGpu([refusal('no-adapter')], turn)
    const { owner, engine, waits } = await setUp(gpu)
    expect([owner.state().status, waits]).toEqual(['blocked', []])
    const answer = tell(engine)
    expect(await owner.tryAgain()).toMatchObject({ status: 'ready', reason: null })
    expect(await answer).toEqual(await untouched())
    expect(engine.description.backend).toBe('webgpu')
    expect(gpu.log).toEqual(['gpu 1', 'cpu', 'gpu 2', 'cpu freed'])
  })

  it('says why there is still none, and the CPU goes on', async () => {
    const gpu = fakeGpu([refusal('no-adapter'), refusal('self-test')])
    const { owner, engine } = await setUp(gpu)
    expect(await owner.tryAgain()).toMatchObject({ status: 'blocked', reason: 'Refused: self-test.' })
    await engine.next(LANES, 1)
    expect(engine.description.backend).toBe('wasm')
  })

  it('frees a device that comes after the model was closed', async () => {
    const gpu = fakeGpu([refusal('no-adapter')], turn)
    const { owner } = await setUp(gpu)
    const trying = owner.tryAgain()
    owner.dispose()
    await trying
    expect(gpu.log.filter((entry) => entry.endsWith('freed')).sort()).toEqual(['cpu freed', 'gpu 2 freed'])
  })
})
