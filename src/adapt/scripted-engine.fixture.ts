import { throwIfAborted } from '../core/errors.ts'
import { argmax, logSoftmax, topK } from '../core/softmax.ts'
import type { Engine, Lane } from '../engine/engine.ts'
import { followRows } from '../engine/follow.ts'
import type { FactoredModel } from '../model/factored-model.ts'

/** The logits that a made-up model gives a lane after `ids`. */
export type Script = (lane: Lane) => Float32Array

export interface ScriptedEngine extends Engine {
  /** Every lane of every call, in order. */
  readonly seen: {
    readonly call: 'logits' | 'generate' | 'score' | 'follow'
    readonly lanes: readonly Lane[]
  }[]
}

/** An engine for tests: greedy, one lane after the other, with logits that a function makes up. */
export function createScriptedEngine(model: FactoredModel, script: Script): ScriptedEngine {
  const seen: ScriptedEngine['seen'] = []
  return {
    model,
    seen,
    description: { backend: 'node', device: 'scripted' },
    logits(lanes, signal) {
      return settle(() => {
        throwIfAborted(signal)
        seen.push({ call: 'logits', lanes })
        return lanes.map(script)
      })
    },
    next: (lanes, k) => settle(() => lanes.map((lane) => topK(script(lane), k))),
    generate(lanes, { maxTokens, stopIds = [], signal }) {
      return settle(() => {
        throwIfAborted(signal)
        seen.push({ call: 'generate', lanes })
        const generated = lanes.map((lane) => continueLane(script, lane, maxTokens, stopIds))
        return { lanes: generated, ms: { prefill: 1, decode: 1 } }
      })
    },
    score(lanes, signal) {
      return settle(() => {
        throwIfAborted(signal)
        seen.push({ call: 'score', lanes })
        return lanes.map(({ answerIds, ...lane }) => {
          const tokenLogProbs = Float32Array.from(answerIds, (id, index) => {
            const ids = [...lane.ids, ...answerIds.slice(0, index)]
            return logSoftmax(script({ ...lane, ids }))[id] ?? Number.NaN
          })
          return { tokenLogProbs, logProb: tokenLogProbs.reduce((sum, value) => sum + value, 0) }
        })
      })
    },
    follow(lanes, k, signal) {
      return settle(() => {
        throwIfAborted(signal)
        seen.push({ call: 'follow', lanes })
        const rows = lanes.map(({ answerIds, ...lane }) =>
          answerIds.map((_, index) => script({ ...lane, ids: [...lane.ids, ...answerIds.slice(0, index)] })),
        )
        const answers = lanes.map(({ answerIds }) => answerIds)
        return followRows(rows, answers, k)
      })
    },
    dispose: () => undefined,
  }
}

function continueLane(script: Script, lane: Lane, maxTokens: number, stopIds: readonly number[]) {
  const ids: number[] = []
  let finished = false
  let logProb = 0
  while (ids.length < maxTokens && !finished) {
    const logits = script({ ...lane, ids: [...lane.ids, ...ids] })
    const id = argmax(logits)
    ids.push(id)
    logProb += logSoftmax(logits)[id] ?? Number.NaN
    finished = stopIds.includes(id)
  }
  return { ids, finished, logProb }
}

function settle<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => resolve(make()))
}
