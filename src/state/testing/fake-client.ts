import type { Adaptation, Mix } from '../../adapt/adaptation.ts'
import { AppError, cancelled } from '../../core/errors.ts'
import type {
  CallKind,
  CallOptions,
  ExpertFacts,
  LaneSpec,
  ModelClient,
  OpenedModel,
  ShownAnswer,
  ShownToken,
  WorkerCalls,
  WorkerNews,
} from '../../worker/protocol.ts'

export interface FakeCall<K extends CallKind = CallKind> {
  readonly kind: K
  readonly request: WorkerCalls[K]['request']
  readonly signal: AbortSignal | undefined
}

export interface FakeClient extends ModelClient {
  /** Every call made so far. */
  readonly calls: FakeCall[]
  /** How many calls are unanswered now, and the most there ever were at once. */
  inFlight(): number
  mostInFlight(): number
  /** Tells the page what it did not ask for. */
  tell(news: WorkerNews): void
  /** The next call of this kind is rejected with the error. */
  failNext(kind: CallKind, error: AppError): void
  /** The next call of this kind is not answered before the worker is ended. */
  hangNext(kind: CallKind): void
}

type Handlers = {
  readonly [K in CallKind]?: (
    request: WorkerCalls[K]['request'],
    live: Required<CallOptions<K>>,
  ) => Promise<WorkerCalls[K]['result']>
}

export interface FakeOptions {
  /** Take the place of the scripts below. */
  readonly handlers?: Handlers
  /** Waits one step: a token, a batch, a phase. Tests resolve it by hand or at once. */
  readonly step?: () => Promise<void>
  readonly model?: Partial<OpenedModel>
  readonly answer?: (lane: LaneSpec, prompt: string) => readonly string[]
}

const MODEL: OpenedModel = {
  name: 'tiny',
  hash: 'f'.repeat(64),
  source: { kind: 'bundle', url: 'http://localhost/models/tiny/' },
  form: 'factored',
  chatForm: 'tiny',
  parameters: 900_096,
  scales: 3584,
  weightsRead: { present: 4, merged: 3, mergedTwice: 5 },
  layers: 4,
  hiddenSize: 128,
  vocabSize: 367,
  maxTokens: 256,
  experts: ['math', 'code', 'reasoning', 'classifier'].map((name) => ({ name, numbers: 3584, task: name })),
  expertsFor: null,
  backend: 'webgpu',
  device: 'Fake adapter',
  fallbackReason: null,
  selfTest: { worstError: 3e-6, tolerance: 1e-4, passed: true, checks: [], ms: 40 },
}

const UNTIMED = { bytesPerSecond: null, secondsLeft: null }

function alphaSum(mix: Mix): number {
  return Object.values(mix.alpha).reduce((sum, alpha) => sum + alpha, 0)
}

/** Any file is an expert, but one that begins with a 0 is refused. */
function factsOf({ name, bytes }: WorkerCalls['addExpert']['request']): ExpertFacts {
  if (bytes[0] === 0) throw new AppError('bad-expert', `The expert "${name}" cannot be read.`)
  return { name, numbers: 3584, task: 'mine', provenance: { task: 'mine', steps: '30' }, changes: [] }
}

/** A scripted answer: blurts below α = 0.5, works it out above. */
function scriptedAnswer(lane: LaneSpec): readonly string[] {
  const alpha = lane.kind === 'base' ? 0 : (lane.mix.alpha.math ?? 0)
  return alpha < 0.5 ? [' so', ' 14'] : [' 9', ' *', ' 2', ' =', ' 18', ' ,', ' so', ' 18']
}

/** A ModelClient without a model: answers from a script, one step at a time. Test code only. */
export function createFakeClient(options: FakeOptions = {}): FakeClient {
  const step = options.step ?? (() => Promise.resolve())
  const answerOf = options.answer ?? scriptedAnswer
  const calls: FakeCall[] = []
  const failures = new Map<CallKind, AppError>()
  const listeners: ((news: WorkerNews) => void)[] = []
  const hanging = new Map<CallKind, Promise<never>>()
  let endHanging: (error: AppError) => void = () => undefined
  let inFlight = 0
  let most = 0

  const top = (lane: LaneSpec, pieces: readonly string[]): ShownToken['top'] => {
    const alpha = lane.kind === 'base' ? 0 : alphaSum(lane.mix)
    const first = 0.5 + 0.2 * Math.tanh(alpha)
    const texts = [...new Set([pieces[0] ?? '', ' so', ' 9', ' the', ' 14', ' 2', ' =', ' and'])]
    return texts.map((text, id) => ({
      id,
      logit: -id,
      text,
      probability: id === 0 ? first : (1 - first) * 0.5 ** id,
    }))
  }

  async function generate(
    request: WorkerCalls['generate']['request'],
    live: Required<CallOptions<'generate'>>,
  ): Promise<WorkerCalls['generate']['result']> {
    for (const lane of request.lanes) {
      if (lane.kind === 'mix' && lane.mix.mode === 'reference' && alphaSum(lane.mix) === 0) {
        throw new AppError('bad-mix', 'The reference mix is undefined here: Σ σ z′ is 0.', {
          advice: 'Move a slider away from 0, or choose blend.',
        })
      }
    }
    const whole = request.lanes.map((lane) => answerOf(lane, request.prompt))
    const scripts = whole.map((pieces) => pieces.slice(0, request.maxTokens))
    const longest = Math.max(...scripts.map((pieces) => pieces.length + 1))
    for (let index = 0; index < longest; index++) {
      await step()
      if (live.signal.aborted) throw cancelled()
      const tokens = scripts.flatMap((pieces, lane): ShownToken[] => {
        if (index > pieces.length) return []
        const spec = request.lanes[lane] ?? { kind: 'base' }
        return [{ lane, index, id: index, piece: pieces[index] ?? '<|end|>', top: top(spec, pieces) }]
      })
      live.onEvent({ tokens })
    }
    const lanes = scripts.map((pieces, lane): ShownAnswer => {
      const finished = pieces.length === whole[lane]?.length
      return { ids: pieces.map((_, id) => id), pieces, text: pieces.join('').trim(), finished }
    })
    return { lanes, ms: { prefill: 4, decode: 20 }, tokensPerSecond: 412 }
  }

  async function adapt({ prompt, strategy }: WorkerCalls['adapt']['request']): Promise<Adaptation> {
    await step()
    return {
      strategy,
      category: 'math',
      probabilities: { math: 0.94, code: 0.03, reasoning: 0.02, other: 0.01 },
      alpha: { math: 1, code: 0, reasoning: 0 },
      pass1: { text: 'math', ms: 12, dispatchPrompt: `what kind of task ? ${prompt}` },
      pass2: { text: '9 * 2 = 18 , so 18', ms: 61 },
      base: { text: 'so 14', ms: 22 },
    }
  }

  async function confusion(
    request: WorkerCalls['confusion']['request'],
    live: Required<CallOptions<'confusion'>>,
  ): Promise<WorkerCalls['confusion']['result']> {
    const labels = ['math', 'code', 'reasoning', 'other'] as const
    const matrix = labels.map(() => labels.map(() => 0))
    for (let item = 0; item < request.items; item++) {
      const row = matrix[item % 4]
      const said = item % 7 === 0 ? 0 : item % 4
      if (row) row[said] = (row[said] ?? 0) + 1
      if (item % 20 !== 19 && item !== request.items - 1) continue
      await step()
      if (live.signal.aborted) throw cancelled()
      live.onEvent({ ...request, labels, matrix: matrix.map((counts) => [...counts]), items: item + 1 })
    }
    return { ...request, labels, matrix }
  }

  async function open(live: Required<CallOptions<'open'>>): Promise<OpenedModel> {
    const totalBytes = 2_100_000
    for (const part of [0.3, 0.7, 1]) {
      live.onEvent({ ...UNTIMED, phase: 'downloading', loadedBytes: totalBytes * part, totalBytes })
      await step()
      if (live.signal.aborted) throw cancelled()
    }
    live.onEvent({ ...UNTIMED, phase: 'self-test', loadedBytes: totalBytes, totalBytes })
    await step()
    return { ...MODEL, ...options.model }
  }

  async function perform(kind: CallKind, request: unknown, live: Required<CallOptions<CallKind>>) {
    const failure = failures.get(kind)
    if (failure) {
      failures.delete(kind)
      await step()
      throw failure
    }
    const hangs = hanging.get(kind)
    hanging.delete(kind)
    if (hangs) return hangs
    const handler = options.handlers?.[kind] as
      | ((request: unknown, live: Required<CallOptions<CallKind>>) => Promise<unknown>)
      | undefined
    if (handler) return handler(request, live)
    switch (kind) {
      case 'open':
        return open(live)
      case 'generate':
        return generate(request as WorkerCalls['generate']['request'], live)
      case 'adapt':
        return adapt(request as WorkerCalls['adapt']['request'])
      case 'confusion':
        return confusion(request as WorkerCalls['confusion']['request'], live)
      case 'addExpert':
        return factsOf(request as WorkerCalls['addExpert']['request'])
      case 'removeExpert':
        return null
      case 'selfTest':
        await step()
        return MODEL.selfTest
      default:
        throw new AppError('unsupported', `The fake client has no ${kind}.`)
    }
  }

  return {
    calls,
    inFlight: () => inFlight,
    mostInFlight: () => most,
    failNext: (kind, error) => void failures.set(kind, error),
    listen: (listener) => void listeners.push(listener),
    tell(news) {
      for (const listener of listeners) listener(news)
    },
    hangNext(kind) {
      const hangs = new Promise<never>((_, reject) => {
        endHanging = reject
      })
      hanging.set(kind, hangs)
    },
    restart() {
      const error = new AppError('worker-lost', 'It was silent and has been ended.')
      for (const listener of listeners) listener({ type: 'silence', silence: null })
      endHanging(error)
      for (const listener of listeners) listener({ type: 'worker-lost', error })
    },
    dispose: () => undefined,
    async call(kind, request, callOptions = {}) {
      calls.push({ kind, request, signal: callOptions.signal })
      inFlight++
      most = Math.max(most, inFlight)
      try {
        const live = {
          signal: callOptions.signal ?? new AbortController().signal,
          onEvent: (callOptions.onEvent ?? (() => undefined)) as (event: unknown) => void,
        }
        return (await perform(kind, request, live)) as never
      } finally {
        inFlight--
      }
    },
  }
}
