import { AppError, asAppError, throwIfAborted } from '../core/errors.ts'
import type { GenerateOptions } from '../engine/engine.ts'
import type { Mix } from './adaptation.ts'
import { type Answer, generateAnswers } from './answer.ts'
import { inBatches } from './batches.ts'
import { type EvalItem, questionOf } from './eval-item.ts'
import { type JudgedLane, rightLanes } from './evaluate.ts'
import { promptLaneOf, type Question, type Runtime, scalesForMix } from './runtime.ts'

/** What is being computed, in one call of the engine. */
export interface SweepNow {
  /** The items that are being answered at every point, counted from 1; null while the prompt is. */
  readonly items: readonly [first: number, last: number] | null
  /** Lanes in this call. */
  readonly lanes: number
  /** Tokens that each of them has written so far, at most. */
  readonly written: number
}

/** What has been found out so far, point by point in the order of the mixes. */
export interface SweepCount {
  /** Null where it is not there yet, and for a mix that no model can be made of. */
  readonly answers: readonly (Pick<Answer, 'text' | 'finished'> | null)[]
  /** Points whose mix is undefined or gives numbers that are not finite. */
  readonly impossible: readonly boolean[]
  /** Items that every possible point has answered, and how many of them were right. */
  readonly items: number
  readonly correct: readonly number[]
  /** Lanes that have been answered, of so many. */
  readonly done: number
  readonly total: number
  /** Null once all is done. */
  readonly now: SweepNow | null
}

export interface SweepOptions {
  /** What every point is asked first. */
  readonly question: Question
  /** Most tokens of the answer to it. */
  readonly maxTokens: number
  /** What their right answers are counted on; none, if that is not wanted. */
  readonly items: readonly EvalItem[]
  /** Most lanes in one call of the engine: a slider that is moved meanwhile waits for one of them. */
  readonly batch?: number
  readonly signal?: AbortSignal
  /** When something has been counted, and when something else begins or goes on. */
  readonly onCount?: (count: SweepCount) => void
}

const DEFAULT_BATCH = 32
/** Tokens between two words about an answer that is being written. */
const TOLD_EVERY = 4
/** Items between two counts that can be compared: all points have answered the same ones. */
const PART = 5

/**
 * Answers of many mixes to one question, and their right answers on the same items: points × prompts are lanes of
 * common batches.
 * @throws AppError `bad-mix` where no mix at all is possible, `bad-input`, `cancelled`, and the engine's errors
 */
export async function sweepMixes(
  runtime: Runtime,
  mixes: readonly Mix[],
  { question, maxTokens, items, batch = DEFAULT_BATCH, signal, onCount }: SweepOptions,
): Promise<SweepCount> {
  const prompt = promptLaneOf(runtime, question)
  const scales = possibleScales(runtime, mixes)
  const answers: SweepCount['answers'][number][] = mixes.map(() => null)
  const impossible = scales.map((own) => own === null)
  const correct = mixes.map(() => 0)
  const total = mixes.length * (1 + items.length)
  let done = 0
  let counted = 0
  let now: SweepNow | null = null
  const count = (): SweepCount => ({
    ...{ answers: [...answers], impossible: [...impossible], correct: [...correct] },
    ...{ items: counted, done, total, now },
  })
  const points = () => scales.flatMap((own, point) => (own && !impossible[point] ? [{ own, point }] : []))
  const tell = (lanes: number): void => {
    done += lanes
    onCount?.(count())
  }
  /** Says what begins; the options of a call that tells how far its answers are. */
  const begin = (items: SweepNow['items'], lanes: number): Pick<GenerateOptions, 'onTokens'> => {
    now = { items, lanes, written: 0 }
    onCount?.(count())
    return {
      onTokens: ([token]) => {
        if (!token || token.index === 0 || token.index % TOLD_EVERY > 0) return
        now = { items, lanes, written: token.index }
        onCount?.(count())
      },
    }
  }

  const asked = points().map(({ own, point }) => ({ ...prompt, scales: own, point }))
  for (let start = 0; start < asked.length; start += batch) {
    throwIfAborted(signal)
    const part = asked.slice(start, start + batch)
    const told = begin(null, part.length)
    await withoutBroken(
      part,
      async (lanes) => {
        const options = { maxTokens, ...told, ...(signal && { signal }) }
        const written = await generateAnswers(runtime, lanes, options)
        lanes.forEach(({ point }, lane) => {
          const answer = written.answers[lane]
          if (answer) answers[point] = { text: answer.text, finished: answer.finished }
        })
      },
      ({ point }) => {
        impossible[point] = true
      },
    )
    tell(part.length)
  }

  for (let start = 0; start < items.length; start += PART) {
    const part = items
      .slice(start, start + PART)
      .map((item) => ({ ...promptLaneOf(runtime, questionOf(item)), item }))
    const lanes = points().flatMap(({ own, point }) =>
      part.map((lane): JudgedLane => ({ ...lane, scales: own, index: point })),
    )
    const right = mixes.map(() => 0)
    await inBatches(lanes, { size: batch, signal }, async (own) => {
      const told = begin([start + 1, start + part.length], own.length)
      await withoutBroken(
        own,
        async (some) => {
          const found = await rightLanes(runtime, some, { batch, ...told, ...(signal && { signal }) })
          for (const point of found) right[point] = (right[point] ?? 0) + 1
        },
        ({ index }) => {
          impossible[index] = true
        },
      )
      tell(own.length)
    })
    right.forEach((more, point) => {
      correct[point] = (correct[point] ?? 0) + more
    })
    counted += part.length
    onCount?.(count())
  }
  done = total
  now = null
  return count()
}

/** The scales of each mix; null where the mode cannot express it. */
function possibleScales(runtime: Runtime, mixes: readonly Mix[]): (Float32Array | null)[] {
  let problem: AppError | null = null
  const scales = mixes.map((mix) => {
    try {
      return scalesForMix(runtime, mix)
    } catch (thrown) {
      const error = asAppError(thrown, 'io')
      if (error.code !== 'bad-mix') throw thrown
      problem = error
      return null
    }
  })
  if (scales.every((own) => own === null)) {
    throw problem ?? new AppError('bad-input', 'There is no mix to sweep over.')
  }
  return scales
}

/** Runs lanes together; where one of them gives numbers that are not finite, finds out which, and runs the others. */
async function withoutBroken<L>(
  lanes: readonly L[],
  run: (lanes: readonly L[]) => Promise<void>,
  onBroken: (lane: L) => void,
): Promise<void> {
  const [first] = lanes
  if (first === undefined) return
  try {
    await run(lanes)
  } catch (thrown) {
    if (asAppError(thrown, 'io').code !== 'numeric') throw thrown
    if (lanes.length === 1) {
      onBroken(first)
      return
    }
    const half = Math.ceil(lanes.length / 2)
    await withoutBroken(lanes.slice(0, half), run, onBroken)
    await withoutBroken(lanes.slice(half), run, onBroken)
  }
}
