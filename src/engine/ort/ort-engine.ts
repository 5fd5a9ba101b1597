import type { Tensor } from 'onnxruntime-common'
import { AppError, throwIfAborted } from '../../core/errors.ts'
import { likeLengths } from '../../core/like-lengths.ts'
import { logSoftmax, topK as mostProbable } from '../../core/softmax.ts'
import type { Graph } from '../../graph/graph.ts'
import { SOFT_INPUT } from '../../graph/llama.ts'
import type { LlamaWeights } from '../../graph/llama-weights.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import { createCallQueue } from '../call-queue.ts'
import { checkFollowedLanes, checkLanes, checkScoredLanes } from '../check-lanes.ts'
import type { Engine, EngineDescription, Lane, Score, ScoredLane } from '../engine.ts'
import { followRows } from '../follow.ts'
import { cachedGraph } from './cached-graph.ts'
import { forward, GROUP, scaleRows } from './forward.ts'
import { generateLanes } from './generate.ts'
import type { OrtRuntime, OrtSession } from './runtime.ts'

export interface OrtEngineOptions {
  readonly description: EngineDescription
  readonly threads?: number
  /** Adds to the weights of the graph, with the inputs it then needs at every run. */
  readonly extension?: {
    readonly weights: (graph: Graph, weights: LlamaWeights) => LlamaWeights
    readonly feeds: () => Readonly<Record<string, Tensor>>
  }
}

function scoreOf(rows: readonly Float32Array[], answerIds: readonly number[]): Score {
  const tokenLogProbs = Float32Array.from(answerIds, (id, index) => {
    const row = rows[index]
    return row ? (logSoftmax(row)[id] ?? Number.NaN) : Number.NaN
  })
  return { logProb: tokenLogProbs.reduce((sum, p) => sum + p, 0), tokenLogProbs }
}

/**
 * The engine on onnxruntime's CPU provider: the fallback of the page, the engine of the command line, and
 * the numerical reference for the WGSL.
 */
export async function createOrtEngine(
  ort: OrtRuntime,
  model: FactoredModel,
  { description, threads = 1, extension }: OrtEngineOptions,
): Promise<Engine> {
  const create = (takesSoft: boolean) =>
    ort.InferenceSession.create(
      cachedGraph(model, { takesSoft, ...(extension && { extend: extension.weights }) }),
      {
        executionProviders: ['cpu'],
        intraOpNumThreads: threads,
      },
    )
  const plain = await create(false)
  // A second graph, made when the first soft token comes: lanes of text alone pay nothing for it.
  let withSoft: Promise<OrtSession> | null = null
  const session: OrtSession = {
    async run(feeds, fetches) {
      if (SOFT_INPUT in feeds) withSoft ??= create(true)
      const chosen = SOFT_INPUT in feeds && withSoft ? await withSoft : plain
      return chosen.run(extension ? { ...feeds, ...extension.feeds() } : feeds, fetches)
    },
    async release() {
      await plain.release()
      await (await withSoft)?.release()
    },
  }
  const queue = createCallQueue()
  let disposed = false

  function enqueue<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (disposed) return Promise.reject(new AppError('cancelled', 'This model has been closed.'))
    return queue.run(async () => {
      throwIfAborted(signal)
      return work()
    })
  }

  async function lastLogits(lanes: readonly Lane[]): Promise<Float32Array[]> {
    const longest = Math.max(...lanes.map(({ ids }) => ids.length))
    const rows = {
      scales: scaleRows(lanes.map(({ scales }) => scales)),
      tokens: lanes.map(({ ids }) => ids),
      padding: lanes.map(({ ids }) => longest - ids.length),
      soft: lanes.map(({ soft }) => soft),
    }
    const { logits } = await forward(
      ort,
      session,
      model,
      rows,
      null,
      lanes.map(() => 1),
      { keepsCache: false },
    )
    return [...logits]
  }

  async function scores(lanes: readonly ScoredLane[], signal?: AbortSignal): Promise<Score[]> {
    const lengths = lanes.map(({ ids, answerIds }) => ids.length + answerIds.length)
    const all: Score[] = []
    for (const members of likeLengths(lengths, GROUP)) {
      throwIfAborted(signal)
      const own = members.flatMap((member) => lanes[member] ?? [])
      const rows = await answerRows(own)
      for (const [index, member] of members.entries()) {
        all[member] = scoreOf(rows[index] ?? [], own[index]?.answerIds ?? [])
      }
    }
    return all
  }

  /** The logits that each answer's tokens are chosen from: `[lanes][answer tokens][vocab_size]`. */
  async function answerRows(lanes: readonly ScoredLane[]): Promise<Float32Array[][]> {
    const full = lanes.map(({ ids, answerIds }) => [...ids, ...answerIds.slice(0, -1)])
    const longest = Math.max(...full.map((ids) => ids.length))
    const rows = {
      scales: scaleRows(lanes.map(({ scales }) => scales)),
      tokens: full,
      padding: full.map((ids) => longest - ids.length),
      soft: lanes.map(({ soft }) => soft),
    }
    const wanted = lanes.map(({ answerIds }) => answerIds.length)
    const { logits } = await forward(ort, session, model, rows, null, wanted, { keepsCache: false })
    let start = 0
    return lanes.map(({ answerIds }) => {
      const own = logits.slice(start, start + answerIds.length)
      start += answerIds.length
      return own
    })
  }

  return {
    model,
    description,
    async logits(lanes, signal) {
      checkLanes(model, lanes, 0)
      return enqueue(() => lastLogits(lanes), signal)
    },
    async next(lanes, topK, signal) {
      checkLanes(model, lanes, 0)
      return enqueue(async () => (await lastLogits(lanes)).map((row) => mostProbable(row, topK)), signal)
    },
    async generate(lanes, options) {
      checkLanes(model, lanes, Math.max(0, options.maxTokens - 1))
      return enqueue(() => generateLanes(ort, session, model, lanes, options), options.signal)
    },
    async score(lanes, signal) {
      checkScoredLanes(model, lanes)
      return enqueue(() => scores(lanes, signal), signal)
    },
    async follow(lanes, topK, signal) {
      checkFollowedLanes(model, lanes)
      const answers = lanes.map(({ answerIds }) => answerIds)
      return enqueue(async () => followRows(await answerRows(lanes), answers, topK), signal)
    },
    dispose() {
      disposed = true
      void queue.run(() => session.release())
    },
  }
}
