import type { Mix } from '../adapt/adaptation.ts'
import { asAppError } from '../core/errors.ts'
import type { LaneSpec, ModelClient, ShownAnswer, ShownToken } from '../worker/protocol.ts'
import { type AnswersStore, EMPTY_LANE, type LaneView, type Timing } from './answers-store.ts'
import { type Control, createLatestWins, type LatestWins } from './latest-wins.ts'
import { problemOf } from './problem.ts'

/** Everything that decides both outputs. */
export interface AnswerJob {
  readonly prompt: string
  /** Of a model that chats; empty for its own. */
  readonly system: string
  readonly mix: Mix
  readonly seed: number
  readonly temperature: number
  readonly maxTokens: number
  /** False where there is nothing to adapt with: only the base answers. */
  readonly adapts: boolean
  /** Counts changes of experts' own numbers: the same mix of others is another mix. */
  readonly revision: number
}

/** How many bars a next-token chart can show. */
const TOP_TOKENS = 8

/** Runs a flush once a frame in the page, at once in tests. */
export type OnFrame = (flush: () => void) => void

type LaneName = 'base' | 'adapted'

const SPECIAL = /^<\|[^|]*\|>$/

function isSpecialPiece(piece: string): boolean {
  return SPECIAL.test(piece.trim())
}

export function sameMix(a: Mix, b: Mix): boolean {
  const names = new Set([...Object.keys(a.alpha), ...Object.keys(b.alpha)])
  return (
    a.mode === b.mode &&
    a.byModule === b.byModule &&
    [...names].every((name) => (a.alpha[name] ?? 0) === (b.alpha[name] ?? 0))
  )
}

function sameJob(a: AnswerJob, b: AnswerJob): boolean {
  return (
    a.prompt === b.prompt &&
    a.system === b.system &&
    a.seed === b.seed &&
    a.temperature === b.temperature &&
    a.maxTokens === b.maxTokens &&
    a.adapts === b.adapts &&
    a.revision === b.revision &&
    sameMix(a.mix, b.mix)
  )
}

export interface AnswerRunner extends LatestWins<AnswerJob> {
  /** Forgets what is complete, as another model is to answer now. */
  forget(): void
}

/**
 * Keeps both outputs true to the newest job. The base is computed once for a prompt, seed and temperature;
 * moving a slider runs the adapted lane alone.
 */
export function createAnswerRunner(
  client: ModelClient,
  store: AnswersStore,
  onFrame: OnFrame = (flush) => flush(),
): AnswerRunner {
  /** The job each view is complete for; null while it is not. */
  const complete: Record<LaneName, AnswerJob | null> = { base: null, adapted: null }

  const patch = (lane: LaneName, change: Partial<LaneView>): void =>
    store.setState((state) => ({ [lane]: { ...state[lane], ...change } }))

  function covers(lane: LaneName, job: AnswerJob): boolean {
    const done = complete[lane]
    if (!done || done.prompt !== job.prompt || done.system !== job.system) return false
    if (done.temperature !== job.temperature) return false
    if (done.temperature > 0 && done.seed !== job.seed) return false
    if (!store.getState()[lane].finished && done.maxTokens < job.maxTokens) return false
    return lane === 'base' || (done.revision === job.revision && sameMix(done.mix, job.mix))
  }

  function begin(lane: LaneName, samePrompt: boolean): void {
    complete[lane] = null
    const view = store.getState()[lane]
    const measured = view.status === 'measured' && samePrompt
    patch(lane, {
      status: measured ? 'measured' : 'waiting',
      stale: samePrompt ? [...view.pieces, ...view.stale.slice(view.pieces.length)] : [],
      pieces: measured ? view.pieces : [],
      ids: [],
      top: samePrompt ? view.top : [],
      finished: false,
      stopped: false,
      timing: null,
      read: null,
      problem: null,
    })
  }

  function keepInSight(lane: LaneName): void {
    const { pieces, stale } = store.getState()[lane]
    patch(lane, { status: 'waiting', pieces: [], ids: [], stale: pieces.length > 0 ? pieces : stale })
  }

  async function run(job: AnswerJob, lanes: readonly LaneName[], control: Control): Promise<void> {
    const before = store.getState()
    const samePrompt = before.prompt === job.prompt
    store.setState({ prompt: job.prompt, system: job.system })
    for (const lane of lanes) begin(lane, samePrompt)
    if (lanes.includes('adapted')) store.setState({ mix: job.mix, revision: job.revision })

    const streams = lanes.map((): string[] => [])
    const ids = lanes.map((): number[] => [])
    const timings = lanes.map((): Timing | null => null)
    const begun = performance.now()
    let frameAsked = false
    const flush = (): void => {
      frameAsked = false
      if (control.signal.aborted) return
      lanes.forEach((lane, index) => {
        const pieces = streams[index] ?? []
        if (pieces.length === 0 || complete[lane]) return
        patch(lane, {
          pieces: [...pieces],
          ids: [...(ids[index] ?? [])],
          status: 'streaming',
          timing: timings[index] ?? null,
        })
      })
    }
    const take = (token: ShownToken): void => {
      const lane = lanes[token.lane]
      const stream = streams[token.lane]
      if (!lane || !stream) return
      if (token.index === 0) patch(lane, { top: token.top })
      const lastMs = performance.now() - begun
      timings[token.lane] = { firstMs: timings[token.lane]?.firstMs ?? lastMs, lastMs }
      ids[token.lane]?.push(token.id)
      if (!isSpecialPiece(token.piece)) stream.push(token.piece)
    }

    const specs = lanes.map(
      (lane): LaneSpec => (lane === 'base' ? { kind: 'base' } : { kind: 'mix', mix: job.mix }),
    )
    const result = await client.call(
      'generate',
      { ...askedOf(job), lanes: specs, topK: TOP_TOKENS },
      {
        signal: control.signal,
        onEvent: ({ tokens, read }) => {
          if (control.signal.aborted) return
          if (read) for (const lane of lanes) patch(lane, { read: read.tokens / read.of })
          for (const token of tokens) take(token)
          if (!frameAsked) {
            frameAsked = true
            onFrame(flush)
          }
          if (lanes.every((_, lane) => (streams[lane]?.length ?? 0) > 0 || isDone(tokens, lane)))
            control.shown()
        },
      },
    )
    if (control.signal.aborted) return
    lanes.forEach((lane, index) => {
      const answer = result.lanes[index]
      if (!answer) return
      complete[lane] = job
      const timing = timings[index] ?? null
      patch(lane, { ...shownAnswer(answer), timing, stale: [], status: 'done', problem: null })
    })
    store.setState({ speed: { tokensPerSecond: result.tokensPerSecond, lanes: lanes.length } })
  }

  async function perform(job: AnswerJob, control: Control): Promise<void> {
    const wanted = job.adapts ? (['base', 'adapted'] as const) : (['base'] as const)
    if (!job.adapts) {
      complete.adapted = null
      patch('adapted', EMPTY_LANE)
    }
    const lanes = wanted.filter((lane) => !covers(lane, job))
    if (lanes.length === 0) return
    try {
      await run(job, lanes, control)
    } catch (thrown) {
      const { code } = asAppError(thrown, 'io')
      if (code === 'cancelled' || control.signal.aborted) throw thrown
      if (code === 'worker-lost') {
        // Another one is on its way: what has come stays in sight until it is written again.
        for (const lane of lanes) keepInSight(lane)
        return
      }
      const problem = problemOf(thrown)
      // A mix that cannot be computed says nothing about the base: answer that alone.
      const isOfTheMix = code === 'bad-mix' && lanes.includes('adapted')
      for (const lane of isOfTheMix ? (['adapted'] as const) : lanes)
        patch(lane, { pieces: [], ids: [], stale: [], top: [], status: 'empty', problem })
      if (isOfTheMix && lanes.includes('base')) await run(job, ['base'], control)
    }
  }

  const onError = (thrown: unknown): void => patch('base', { status: 'empty', problem: problemOf(thrown) })
  const newest = createLatestWins(perform, onError, sameJob)
  return {
    ...newest,
    stop() {
      newest.stop()
      for (const lane of ['base', 'adapted'] as const) {
        const { status } = store.getState()[lane]
        if (status === 'waiting' || status === 'streaming')
          patch(lane, { status: 'done', stopped: true, stale: [] })
      }
    },
    forget() {
      newest.stop()
      complete.base = null
      complete.adapted = null
    },
  }
}

function askedOf(job: AnswerJob) {
  const { mix: _, adapts: __, revision: ___, system, ...rest } = job
  return { ...rest, ...(system !== '' && { system }) }
}

function isDone(tokens: readonly ShownToken[], lane: number): boolean {
  return tokens.some((token) => token.lane === lane && isSpecialPiece(token.piece))
}

function shownAnswer(answer: ShownAnswer): Pick<LaneView, 'pieces' | 'ids' | 'finished'> {
  const { ids, pieces, finished } = answer
  return { pieces: pieces.filter((piece) => !isSpecialPiece(piece)), ids, finished }
}
