import { AppError, asAppError, throwIfAborted } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { createCallQueue } from '../call-queue.ts'
import { checkFollowedLanes, checkLanes, checkScoredLanes } from '../check-lanes.ts'
import type { GpuMemory } from '../device-owner/device-state.ts'
import type { Engine, Lane, ScoredLane } from '../engine.ts'
import { followRows } from '../follow.ts'
import { notFinite } from '../not-finite.ts'
import { acquireDevice, deviceName } from './device/acquire.ts'
import { allocatedMemory } from './device/allocator.ts'
import { createCompiler } from './device/compiler.ts'
import { type Division, divisionFor } from './device/division.ts'
import { type DeviceEnd, guardDevice, refused } from './device/guard.ts'
import {
  type DeviceLimits,
  largestBinding,
  limitsOf,
  requireKernels,
  withinLimits,
} from './device/requirements.ts'
import { dimensionsOf } from './dimensions.ts'
import { generateInParts } from './generate-in-parts.ts'
import { notFiniteIn } from './session/find-not-finite.ts'
import { modelPrograms } from './session/model-programs.ts'
import { compilePrograms } from './session/program.ts'
import { readPasses } from './session/read-passes.ts'
import { createSession } from './session/session.ts'
import { inParts } from './split-lanes.ts'
import { requireCount, requireOptions } from './validate.ts'
import { type GpuWeights, uploadWeights } from './weights/upload.ts'

export interface WebGpuOptions {
  /** Runs on this device and leaves it alive afterwards. */
  readonly device?: GPUDevice
  readonly adapter?: GPUAdapter
  /** How work is dealt out; default what suits the device. */
  readonly division?: Division
  /** Stays below these, where the device allows more. */
  readonly limits?: Partial<DeviceLimits>
  readonly onPhase?: (phase: 'starting' | 'compiling') => void
}

export interface WebGpuEngine extends Engine {
  readonly device: GPUDevice
  readonly division: Division
  /** How the device came to its end; null while it works. */
  end(): DeviceEnd | null
  readonly ended: Promise<DeviceEnd>
  /** Bytes of GPU memory: the weights, and the buffers of the largest batch so far. */
  memory(): { readonly weights: number; readonly batch: number }
  /** Of all engines of this thread, with what they need besides. */
  allocated(): GpuMemory
}

const engines = new WeakSet<Engine>()

/** True for an engine that `createWebGpuEngine` made. */
export function isWebGpuEngine(engine: Engine): engine is WebGpuEngine {
  return engines.has(engine)
}

/**
 * Uploads a model and compiles its kernels.
 * @throws AppError `no-webgpu`, `no-adapter`, `limit` (a matrix too large for the device), `unsupported`
 */
export async function createWebGpuEngine(
  model: FactoredModel,
  { device: given, adapter, division: wanted, limits: lower, onPhase }: WebGpuOptions = {},
): Promise<WebGpuEngine> {
  const dimensions = dimensionsOf(model.config)
  onPhase?.('starting')
  const device = given ?? (await acquireDevice(adapter))
  const guard = guardDevice(device)
  const limits = { ...limitsOf(device), ...lower }
  const division = withinLimits(wanted ?? divisionFor(device, model.config.hidden_size), limits)
  const compiler = createCompiler(device, division)
  let weights: GpuWeights | null = null
  async function prepare() {
    requireKernels(limits)
    const uploaded = await uploadWeights(device, guard, model, largestBinding(limits))
    weights = uploaded
    onPhase?.('compiling')
    const listed = modelPrograms(uploaded, model.config, dimensions, division)
    return { uploaded, programs: await guard.watch(compilePrograms(compiler, listed, division)) }
  }
  /** Whatever is there of it. */
  function free(): void {
    weights?.dispose()
    compiler.dispose()
    if (!given) device.destroy()
  }
  const { uploaded, programs } = await prepare().catch((thrown: unknown) => {
    free()
    throw thrown
  })
  const session = createSession({
    ...{ device, guard, compiler, division, model, dimensions, programs },
    weights: uploaded,
    largest: largestBinding(limits),
  })
  const queue = createCallQueue()
  const vocab = model.config.vocab_size
  let isDisposed = false

  /** @param said what lanes had been read or written when the task failed */
  function run<T>(
    signal: AbortSignal | undefined,
    said: () => readonly Lane[],
    task: () => Promise<T>,
  ): Promise<T> {
    return queue.run(async () => {
      throwIfAborted(signal)
      guard.check()
      try {
        return await task()
      } catch (thrown) {
        const error = thrown instanceof AppError ? thrown : refused(asAppError(thrown, 'unsupported').message)
        if (error.code === 'numeric') throw await notFiniteIn(session, said(), signal)
        if (error === thrown && error.code !== 'self-test') throw error
        guard.fail({ kind: 'broken', error })
        throw guard.end()?.error ?? error
      }
    })
  }

  const withAnswers = (lanes: readonly ScoredLane[]) => (): Lane[] =>
    lanes.map(({ answerIds, ...lane }) => ({ ...lane, ids: [...lane.ids, ...answerIds] }))

  /** Reads all lanes, with records and perhaps logits of their last rows, in lane order. */
  async function prefill(
    lanes: readonly Lane[],
    topK: number,
    withLogits: boolean,
    signal: AbortSignal | undefined,
  ) {
    const chunks = await session.begin({
      lanes: lanes.map(({ ids, scales, soft }) => ({
        ids,
        scales,
        soft,
        seed: 0,
        logitsFrom: ids.length - 1,
        targets: [],
      })),
      moreTokens: 0,
      temperature: 0,
      topK,
    })
    return readPasses(session, chunks, { withLogits, signal })
  }

  /** Reads all lanes with their answers, with records and perhaps logits of every row that an answer's token follows. */
  async function readAnswers(
    lanes: readonly ScoredLane[],
    withLogits: boolean,
    signal: AbortSignal | undefined,
  ) {
    const chunks = await session.begin({
      lanes: lanes.map(({ ids, scales, soft, answerIds }) => ({
        ids: [...ids, ...answerIds.slice(0, -1)],
        scales,
        soft,
        seed: 0,
        logitsFrom: ids.length - 1,
        targets: answerIds,
      })),
      moreTokens: 0,
      temperature: 0,
      topK: 0,
    })
    return { chunks, results: await readPasses(session, chunks, { withLogits, signal }) }
  }

  const engine: WebGpuEngine = {
    model,
    device,
    division,
    end: guard.end,
    ended: guard.ended,
    description: { backend: 'webgpu', device: deviceName(device) },
    memory: () => ({ weights: uploaded.bytes, batch: session.bytes() }),
    allocated: allocatedMemory,

    async logits(lanes, signal) {
      checkLanes(model, lanes, 0)
      return run(
        signal,
        () => lanes,
        () =>
          inParts(lanes, async (part) => {
            const results = await prefill(part, 0, true, signal)
            throwIfAborted(signal)
            const stride = 4 * dimensions.vocab4
            return results.flatMap(({ logits }) => {
              if (!logits) return []
              const rows = logits.length / stride
              return Array.from({ length: rows }, (_, row) =>
                logits.slice(row * stride, row * stride + vocab),
              )
            })
          }),
      )
    },

    async next(lanes, topK, signal) {
      checkLanes(model, lanes, 0)
      requireCount('topK', topK)
      return run(
        signal,
        () => lanes,
        () =>
          inParts(lanes, async (part) => {
            const results = await prefill(part, Math.min(topK, vocab), false, signal)
            throwIfAborted(signal)
            return results.flatMap(({ steps }) => steps.flat().map(({ top }) => [...top]))
          }),
      )
    },

    async generate(lanes, options) {
      requireOptions(options)
      checkLanes(model, lanes, Math.max(0, options.maxTokens - 1))
      const topK = Math.min(options.topK ?? 0, vocab)
      const written = lanes.map((): number[] => [])
      return run(
        options.signal,
        () => lanes.map((lane, index) => ({ ...lane, ids: [...lane.ids, ...(written[index] ?? [])] })),
        () => generateInParts(session, lanes, { ...options, topK }, written),
      )
    },

    async score(lanes, signal) {
      checkScoredLanes(model, lanes)
      return run(signal, withAnswers(lanes), () =>
        inParts(lanes, async (part) => {
          const { chunks, results } = await readAnswers(part, false, signal)
          throwIfAborted(signal)
          const perLane = part.map((): number[] => [])
          for (const [index, chunk] of chunks.entries()) {
            const records = results[index]?.steps.flat() ?? []
            for (const [row, lane] of chunk.lanes.entries()) {
              perLane[lane]?.push(records[row]?.targetLogProb ?? Number.NaN)
            }
          }
          return perLane.map((logProbs) => {
            const logProb = logProbs.reduce((sum, value) => sum + value, 0)
            if (!Number.isFinite(logProb)) throw notFinite(null)
            return { logProb, tokenLogProbs: Float32Array.from(logProbs) }
          })
        }),
      )
    },

    async follow(lanes, topK, signal) {
      checkFollowedLanes(model, lanes)
      requireCount('topK', topK)
      return run(signal, withAnswers(lanes), async () => {
        const rows = await inParts(lanes, async (part) => {
          const { chunks, results } = await readAnswers(part, true, signal)
          throwIfAborted(signal)
          const stride = 4 * dimensions.vocab4
          const own = part.map((): Float32Array[] => [])
          for (const [index, chunk] of chunks.entries()) {
            const logits = results[index]?.logits ?? new Float32Array()
            for (const [row, lane] of chunk.lanes.entries()) {
              own[lane]?.push(logits.subarray(row * stride, row * stride + vocab))
            }
          }
          return own
        })
        const answers = lanes.map(({ answerIds }) => answerIds)
        return followRows(rows, answers, topK)
      })
    },

    dispose() {
      if (isDisposed) return
      isDisposed = true
      guard.fail({ kind: 'closed', error: new AppError('cancelled', 'This model has been closed.') })
      session.dispose()
      free()
    },
  }
  engines.add(engine)
  return engine
}
