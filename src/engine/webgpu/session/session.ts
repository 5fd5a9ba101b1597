import { AppError } from '../../../core/errors.ts'
import type { FactoredModel } from '../../../model/factored-model.ts'
import { areFinite } from '../../not-finite.ts'
import { joinSoftRows } from '../../soft-rows.ts'
import { allocatorOf } from '../device/allocator.ts'
import type { Compiler } from '../device/compiler.ts'
import { type Division, ROWS_IN_FOURS } from '../device/division.ts'
import { inErrorScopes } from '../device/error-scopes.ts'
import type { DeviceGuard } from '../device/guard.ts'
import type { Dimensions } from '../dimensions.ts'
import type { GpuWeights } from '../weights/upload.ts'
import { type BatchLane, type Chunk, planChunks } from './batch.ts'
import { type BatchBuffers, createBatchBuffers } from './buffers.ts'
import { encodeCall } from './call.ts'
import { bufferSizes, type Capacity, covers, grow, requireFit } from './capacity.ts'
import { bindPrograms, type CompiledProgram, type Dispatch, encodePass, type PassShape } from './program.ts'
import { type ReadBefore, readOf, tokensRead } from './read-before.ts'
import { readRecords, recordWords, type SampleRecord } from './records.ts'
import { ropeTable } from './rope-table.ts'
import { createStagingPool } from './staging.ts'

/** Rows of one prefill pass: bounds the activations, whatever the prompts' lengths. */
const ROW_LIMIT = 512
/** Where a pass of those takes minutes: seconds pass between what is told of it, and until it can be stopped. */
const ROW_LIMIT_IN_FOURS = 32
/** Submits that a decoding caller has under way at once. */
export const UNDER_WAY = 2
const SPARE_TOKENS = 256
const SPARE_LANES = 2
/** So that a call which asks for candidates needs no other buffers than one that does not. */
const LEAST_RECORD_WORDS = 1024
/** Bytes of logits that one pass may produce. */
const LOGIT_LIMIT = 2 ** 26

export interface BatchRequest {
  readonly lanes: readonly BatchLane[]
  /** Tokens that decoding may append to each lane. */
  readonly moreTokens: number
  readonly temperature: number
  readonly topK: number
  /** Reads everything, also what the batch before has read. */
  readonly readsAll?: boolean
}

export interface PassResult {
  /** One list a step; one record for each row with logits. */
  readonly steps: readonly (readonly SampleRecord[])[]
  /** Raw logits `[headRows, 4 · vocab4]` of the last step, where asked for. */
  readonly logits: Float32Array | null
}

/** The buffers of the running batch and the passes over them. One batch at a time. */
export interface Session {
  /** Passes of one prefill to be handed over before the first of them has ended. */
  readonly passesUnderWay: number
  /** Makes room and uploads scales; returns the passes that prefill the batch. */
  begin(request: BatchRequest): Promise<readonly Chunk[]>
  prefill(chunk: Chunk, withLogits: boolean): Promise<PassResult>
  /** Runs a chunk part by part; the first whose result is not finite, or null. */
  findNotFinite(chunk: Chunk): Promise<string | null>
  /** Where a greedy lane goes on whose rows were more than came true: from its last token, at that position. */
  rewind(slot: number, token: number, position: number): void
  /** `steps` tokens for each of the lanes in `slots`, in one submit; `keys` are those of the first step. */
  decode(slots: readonly number[], keys: number, steps: number): Promise<PassResult>
  /** Bytes of the batch's buffers now. */
  bytes(): number
  dispose(): void
}

export interface SessionParts {
  readonly device: GPUDevice
  readonly guard: DeviceGuard
  readonly compiler: Compiler
  readonly division: Division
  readonly model: FactoredModel
  readonly weights: GpuWeights
  readonly dimensions: Dimensions
  readonly programs: readonly CompiledProgram[]
  /** Bytes of the largest buffer that a shader may read. */
  readonly largest: number
}

interface Allocation {
  readonly capacity: Capacity
  readonly buffers: BatchBuffers
  readonly dispatches: readonly Dispatch[]
  readonly bytes: number
}

export function createSession(parts: SessionParts): Session {
  const { device, guard, compiler, division, model, weights, dimensions, programs, largest: most } = parts
  const staging = createStagingPool(device, guard)
  const projected4 = Math.max(
    1,
    ...weights.blocks.flatMap((block) => Object.values(block).map(({ project }) => project?.width4 ?? 0)),
  )
  // A pass takes as many rows as a device has room for, and the others come after it.
  const { hidden4, query4, inner4, vocab4 } = dimensions
  const rowsFit = Math.floor(most / (16 * Math.max(hidden4, query4, inner4, projected4)))
  const rowsMost = division.inFours ? ROW_LIMIT_IN_FOURS : ROW_LIMIT
  const logitsFit = Math.floor(Math.min(LOGIT_LIMIT, most) / (16 * vocab4))
  const laneScales = new Float32Array(weights.scales.stride)
  const allocator = allocatorOf(device)
  const owned: GPUBuffer[] = []
  let allocation: Allocation | null = null
  let writtenCall = ''
  let writtenSlots = ''
  let batch: { readonly slotTokens: number; readonly request: BatchRequest } | null = null
  let readBefore: ReadBefore | null = null
  /** The pass that completes the present prefill, and what is then in the cache. */
  let completing: { readonly chunk: Chunk | undefined; readonly read: ReadBefore | null } | null = null

  function release(): void {
    for (const buffer of owned.splice(0)) allocator.free(buffer)
    allocation = null
    readBefore = null
  }

  /** Where reading takes seconds a prompt's keys and values stay for the call after it, which may be the answer. */
  function spareTokens(lanes: number, needed: number): number {
    if (!division.inFours || lanes > SPARE_LANES) return 0
    return 32 * lanes * (needed + SPARE_TOKENS) * dimensions.kv4 <= most ? SPARE_TOKENS : 0
  }

  async function makeRoom(need: Capacity): Promise<Allocation> {
    if (allocation && covers(allocation.capacity, need)) return allocation
    const sizesOf = (capacity: Capacity) =>
      bufferSizes(capacity, dimensions, projected4, weights.scales.stride)
    requireFit(sizesOf(need), need, most)
    const larger = grow(allocation?.capacity ?? null, need)
    // The spare room must not be what breaks the limit.
    const capacity = Math.max(...Object.values(sizesOf(larger))) <= most ? larger : need
    release()
    const sizes = sizesOf(capacity)
    const bytes =
      Object.values(sizes).reduce((sum, size) => sum + size, 0) + (dimensions.layers - 1) * sizes.cache
    const make = () => createBatchBuffers(device, sizes, dimensions.layers, owned)
    const buffers = await inErrorScopes(device, guard, () => bytes, make).catch((thrown: unknown) => {
      release()
      throw thrown
    })
    writtenCall = ''
    device.queue.writeBuffer(buffers.batch.rope, 0, ropeTable(model.config, capacity.positions))
    allocation = { capacity, buffers, dispatches: bindPrograms(compiler, programs, buffers), bytes }
    return allocation
  }

  function current(): { allocation: Allocation; slotTokens: number; request: BatchRequest } {
    if (!allocation || !batch) throw new AppError('bad-input', 'No batch has begun.')
    return { allocation, ...batch }
  }

  /** Writes `Call` of call.wgsl, if it changed. */
  function writeCall(rows: number, headRows: number): void {
    const {
      allocation: { buffers },
      slotTokens,
      request,
    } = current()
    const { temperature, topK } = request
    const fields = {
      rows,
      headRows,
      slotTokens,
      valueBase: request.lanes.length * slotTokens * dimensions.kv4,
      topK,
      temperature,
      recordStride: recordWords(topK),
    }
    const key = Object.values(fields).join(' ')
    if (key === writtenCall) return
    writtenCall = key
    device.queue.writeBuffer(buffers.uniform, 0, encodeCall(fields))
  }

  /** Writes the tables of a prefill. */
  function writeChunk(chunk: Chunk): PassShape {
    const { buffers } = current().allocation
    const rows = chunk.rows.length / 4
    const headRows = chunk.lanes.length
    device.queue.writeBuffer(buffers.batch.rows, 0, chunk.rows)
    device.queue.writeBuffer(buffers.batch.headRows, 0, chunk.headRows)
    writtenSlots = ''
    writeCall(rows, headRows)
    return { isDecode: false, rows, headRows, keys: chunk.keys }
  }

  /** Submits passes of growing `keys` and reads what they sampled. */
  function submit(shape: PassShape, steps: number, withLogits: boolean): Promise<PassResult> {
    guard.check()
    const {
      allocation: { buffers, dispatches },
      request,
    } = current()
    const { topK } = request
    const recordBytes = 4 * shape.headRows * recordWords(topK)
    const logitBytes = withLogits ? 16 * shape.headRows * dimensions.vocab4 : 0
    const total = steps * recordBytes + logitBytes
    const target = total > 0 ? staging.take(total) : null
    const encoder = device.createCommandEncoder()
    for (let step = 0; step < steps; step++) {
      encodePass(encoder, dispatches, { ...shape, keys: shape.keys + step }, division)
      if (target) {
        encoder.copyBufferToBuffer(buffers.batch.records, 0, target.buffer, step * recordBytes, recordBytes)
      }
    }
    if (target && withLogits) {
      encoder.copyBufferToBuffer(buffers.batch.logits, 0, target.buffer, steps * recordBytes, logitBytes)
    }
    device.queue.submit([encoder.finish()])
    if (!target) {
      return guard.watch(device.queue.onSubmittedWorkDone()).then(() => ({ steps: [], logits: null }))
    }
    return target.read(total).then((bytes) => ({
      steps: Array.from({ length: steps }, (_, step) =>
        readRecords(bytes, step * recordBytes, shape.headRows, topK),
      ),
      logits: withLogits ? new Float32Array(bytes, steps * recordBytes) : null,
    }))
  }

  return {
    // A software adapter tells of an end only once it has nothing else to do.
    passesUnderWay: division.inFours ? 1 : UNDER_WAY,

    async begin(request) {
      guard.check()
      const { lanes, moreTokens, topK } = request
      if (division.inFours && lanes.length > ROWS_IN_FOURS)
        throw new AppError('limit', `This device decodes at most ${ROWS_IN_FOURS} lanes at once.`)
      const headLimit = Math.max(lanes.length, logitsFit)
      const rowLimit = Math.max(lanes.length, Math.min(rowsMost, rowsFit))
      const { vocab_size: vocab, hidden_size: hidden } = model.config
      const soft = joinSoftRows(
        lanes.map((lane) => lane.soft),
        hidden,
        4 * dimensions.hidden4,
      )
      const plan = (read: readonly number[] | null, slotTokens: number) => {
        const placed = lanes.map((lane, slot) => ({
          ...lane,
          ...{ softStart: soft.starts[slot] ?? 0, from: read?.[slot] ?? 0 },
        }))
        const chunks = planChunks(placed, vocab, rowLimit, headLimit)
        const largest = (size: (chunk: Chunk) => number) => Math.max(lanes.length, ...chunks.map(size))
        const headRows = largest((chunk) => chunk.lanes.length)
        const need: Capacity = {
          slots: lanes.length,
          cacheTokens: lanes.length * slotTokens,
          rows: division.inFours ? ROWS_IN_FOURS : largest(({ rows }) => rows.length / 4),
          headRows,
          positions: slotTokens,
          recordWords: Math.max(LEAST_RECORD_WORDS, headRows * recordWords(topK)),
          softRows: soft.rows,
        }
        return { chunks, need, slotTokens }
      }
      const needed = 4 * Math.ceil(Math.max(...lanes.map(({ ids }) => ids.length + moreTokens)) / 4)
      const before = request.readsAll ? null : readBefore
      const read = tokensRead(before, lanes, needed)
      // Until all of it has been read, nothing is known of what is there.
      readBefore = null
      const planned = before && read ? plan(read, before.slotTokens) : null
      const isThere = planned && allocation && covers(allocation.capacity, planned.need)
      const { chunks, need, slotTokens } = isThere
        ? planned
        : plan(null, needed + spareTokens(lanes.length, needed))
      const { buffers } = await makeRoom(need)
      completing = { chunk: chunks.at(-1), read: readOf(lanes, slotTokens) }
      const state = new Uint32Array(4 * lanes.length)
      for (const [slot, { scales, ids, seed, written = 0 }] of lanes.entries()) {
        weights.scales.write(scales, laneScales)
        device.queue.writeBuffer(buffers.batch.scales, slot * laneScales.byteLength, laneScales)
        // Token 0 stands in until the sampler, at the lane's last row, writes the first one.
        state.set([0, ids.length - 1, written, seed >>> 0], 4 * slot)
      }
      device.queue.writeBuffer(buffers.batch.lanes, 0, state)
      if (soft.rows > 0) device.queue.writeBuffer(buffers.batch.soft, 0, soft.data)
      batch = { slotTokens, request }
      if (moreTokens > 1) staging.reserve(UNDER_WAY)
      return chunks
    },

    prefill(chunk, withLogits) {
      const result = submit(writeChunk(chunk), 1, withLogits)
      if (completing?.chunk === chunk) readBefore = completing.read
      return result
    },

    async findNotFinite(chunk) {
      const shape = writeChunk(chunk)
      const { buffers, dispatches } = current().allocation
      const bytes = 16 * shape.rows * dimensions.hidden4
      let begin = 0
      for (const [index, { ends }] of dispatches.entries()) {
        if (ends === undefined) continue
        guard.check()
        const target = staging.take(bytes)
        const encoder = device.createCommandEncoder()
        encodePass(encoder, dispatches.slice(begin, index + 1), shape, division)
        encoder.copyBufferToBuffer(buffers.row.hidden, 0, target.buffer, 0, bytes)
        device.queue.submit([encoder.finish()])
        if (!areFinite(new Float32Array(await target.read(bytes)))) return ends
        begin = index + 1
      }
      return null
    },

    rewind(slot, token, position) {
      const { allocation, request } = current()
      const state = Uint32Array.of(token, position, 0, (request.lanes[slot]?.seed ?? 0) >>> 0)
      device.queue.writeBuffer(allocation.buffers.batch.lanes, state.byteLength * slot, state)
    },

    decode(slots, keys, steps) {
      const { buffers } = current().allocation
      const key = slots.join(' ')
      if (key !== writtenSlots) {
        writtenSlots = key
        const table = Uint32Array.from(slots.flatMap((slot, row) => [row, 0, slot, 1]))
        device.queue.writeBuffer(buffers.batch.headRows, 0, table)
      }
      const rows = slots.length
      writeCall(rows, rows)
      return submit({ isDecode: true, rows, headRows: rows, keys }, steps, false)
    },

    bytes: () => allocation?.bytes ?? 0,

    dispose() {
      release()
      staging.dispose()
    },
  }
}
