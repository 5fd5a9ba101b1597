import { AppError, throwIfAborted } from '../../core/errors.ts'
import type { Engine, GenerateOptions, Lane } from '../engine.ts'
import type { DeviceEnd } from '../webgpu/device/guard.ts'
import type { StartedGpu } from './device-state.ts'

const VOCAB = 50

/** The token that follows: of nothing but the text, the lane's scales and the place in the answer. */
function nextToken(ids: readonly number[], scales: Float32Array, place: number): number {
  const sum = ids.reduce((total, id, index) => (31 * total + 7 * id + index) % 9973, 17)
  return (sum + 13 * place + Math.round(scales[0] ?? 0)) % VOCAB
}

interface Life {
  readonly end: () => DeviceEnd | null
  /** Between two tokens. */
  readonly pause: () => Promise<void>
}

/** Writes made-up text a token a turn. */
function writer(backend: 'webgpu' | 'wasm', { end, pause }: Life, onDispose: () => void): Engine {
  const check = (): void => {
    const ended = end()
    if (ended) throw ended.error
  }
  async function generate(lanes: readonly Lane[], options: GenerateOptions) {
    const { maxTokens, stopIds = [], signal, onTokens } = options
    const said = lanes.map((): number[] => [])
    const isOpen = (lane: number): boolean => {
      const ids = said[lane] ?? []
      return ids.length < maxTokens && !stopIds.includes(ids.at(-1) ?? -1)
    }
    while ([...lanes.keys()].some(isOpen)) {
      await pause()
      throwIfAborted(signal)
      check()
      const tokens = [...lanes.entries()].flatMap(([lane, { ids, scales, written = 0 }]) => {
        const own = said[lane] ?? []
        if (!isOpen(lane)) return []
        const index = written + own.length
        const id = nextToken([...ids, ...own], scales, index)
        own.push(id)
        return [{ lane, index, id, top: [] }]
      })
      onTokens?.(tokens)
    }
    return {
      lanes: said.map((ids) => ({ ids, finished: stopIds.includes(ids.at(-1) ?? -1), logProb: 0 })),
      ms: { prefill: 1, decode: 1 },
    }
  }
  const engine = {
    description: { backend, device: backend },
    generate,
    async next() {
      await pause()
      check()
      return [[{ id: 1, logit: 0, probability: 1 }]]
    },
    dispose: onDispose,
  }
  return engine as unknown as Engine
}

export interface FakeGpu {
  /** Makes a device, or refuses as the script says. */
  start(): Promise<StartedGpu>
  startCpu(): Promise<Engine>
  /** Takes the newest device away, or breaks it. */
  lose(kind?: DeviceEnd['kind']): void
  /** What happened, in order. */
  readonly log: string[]
}

/** @param refusals errors of the coming starts, `null` for one that succeeds; afterwards all do */
export function fakeGpu(refusals: (AppError | null)[] = [], pause = () => Promise.resolve()): FakeGpu {
  const log: string[] = []
  let made = 0
  let kill: (end: DeviceEnd) => void = () => undefined
  return {
    log,
    async start() {
      made += 1
      const number = made
      log.push(`gpu ${number}`)
      const refusal = refusals.shift()
      if (refusal) throw refusal
      let end: DeviceEnd | null = null
      const ended = new Promise<DeviceEnd>((resolve) => {
        kill = (how) => {
          end ??= how
          resolve(end)
        }
      })
      const engine = writer('webgpu', { end: () => end, pause }, () => void log.push(`gpu ${number} freed`))
      const selfTest = { worstError: 1e-6, tolerance: 1e-4, passed: true, checks: [], ms: 1 }
      return { engine: Object.assign(engine, { end: () => end, ended }), selfTest }
    },
    async startCpu() {
      log.push('cpu')
      return writer('wasm', { end: () => null, pause }, () => void log.push('cpu freed'))
    },
    lose(kind = 'lost') {
      const code = kind === 'broken' ? 'out-of-memory' : 'device-lost'
      kill({ kind, error: new AppError(code, `The device is ${kind}.`) })
    },
  }
}
