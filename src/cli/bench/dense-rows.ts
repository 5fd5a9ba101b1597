import { baseScales } from '../../core/mixing.ts'
import { createPrng } from '../../core/prng.ts'
import type { Lane } from '../../engine/engine.ts'
import type { BenchRow } from '../report/results.ts'
import type { Session } from '../session.ts'
import { openDensePeer } from './dense-peer.ts'
import { interleaved } from './interleaved.ts'

const LANES = 5
const PROMPT = 32
const TOKENS = 32
const ROUNDS = 5

interface DenseContext {
  readonly session: Session
  readonly configJson: unknown
  readonly tokenizerFiles: ReadonlyMap<string, Uint8Array>
  /** The model's, for people. */
  readonly name: string
  readonly seed: number
  readonly threads: number
  readonly signal: AbortSignal
}

/**
 * Answers of many mixes as the lanes of one batch, and of one, against a dense model that answers one after the other:
 * what factors cost a single lane, and what lanes save. Both read the prompt and write the same number of tokens; decoding
 * alone is the time of that less the time to the first token.
 */
export async function denseRows(context: DenseContext): Promise<BenchRow[]> {
  const { session, name, seed, threads, signal } = context
  const { model, engine } = session
  const base = baseScales(model.adapted)
  const { configJson, tokenizerFiles } = context
  const peer = await openDensePeer({ model, scales: base, configJson, tokenizerFiles }, { threads, signal })
  try {
    const prng = createPrng(seed)
    const ids = Array.from({ length: PROMPT }, () => prng.integer(model.config.vocab_size))
    // A mix apiece, as one scale vector shared by all lanes would be cheaper.
    const lanes = Array.from({ length: LANES }, (_, lane): Lane => {
      return { ids, scales: lane === 0 ? base : base.map((s) => s * (1 + 0.02 * (prng.uniform() - 0.5))) }
    })
    const note = await agreementNote(
      context,
      ids,
      (own) => peer.logits(own),
      (own) => peer.greedy(own, TOKENS),
    )
    const ours = (count: number, maxTokens: number) => () =>
      engine.generate(lanes.slice(0, count), { maxTokens, stopIds: [], signal })
    const dense = (count: number, maxTokens: number) => async () => {
      for (let i = 0; i < count; i++) await peer.greedy(ids, maxTokens)
    }
    const rows: BenchRow[] = []
    for (const count of [LANES, 1]) {
      const whole = await interleaved(ROUNDS, ours(count, TOKENS), dense(count, TOKENS), signal)
      const first = await interleaved(ROUNDS, ours(count, 1), dense(count, 1), signal)
      const peerName = `${count === 1 ? 'a dense answer' : `${count} dense answers in turn`}, ${peer.name}`
      const title = `${count === 1 ? '1 factored lane' : `${count} factored lanes`} in Node, ${name}`
      const row = (title: string, tokens: number, ms: { a: number; b: number }): BenchRow => {
        const perSecond = (milliseconds: number) => (1000 * count * tokens) / milliseconds
        const speed = { ours: perSecond(ms.a), peer: perSecond(ms.b) }
        return { name: title, ...speed, peerName, unit: 'tokens/s', ratio: ms.b / ms.a, note }
      }
      rows.push(row(title, TOKENS, whole))
      const rest = { a: whole.a - first.a, b: whole.b - first.b }
      rows.push(row(`${title}, decoding alone`, TOKENS - 1, rest))
    }
    return rows
  } finally {
    await peer.close()
  }
}

async function agreementNote(
  { session, threads, signal }: DenseContext,
  ids: readonly number[],
  peerLogits: (ids: readonly number[]) => Promise<Float32Array>,
  peerGreedy: (ids: readonly number[]) => Promise<number[]>,
): Promise<string> {
  const lane = { ids, scales: baseScales(session.model.adapted) }
  const [logits = new Float32Array()] = await session.engine.logits([lane], signal)
  const other = await peerLogits(ids)
  const error = logits.reduce(
    (worst, logit, id) => Math.max(worst, Math.abs(logit - (other[id] ?? Number.NaN))),
    0,
  )
  const { lanes } = await session.engine.generate([lane], { maxTokens: TOKENS, stopIds: [], signal })
  const theirs = await peerGreedy(ids)
  const same = theirs.findIndex((id, index) => id !== lanes[0]?.ids[index])
  const { adapted, blocks } = session.model
  const linears = blocks.reduce((sum, block) => sum + Object.keys(block.linears).length, 0)
  return [
    `${adapted.length} of ${linears} matrices factored`,
    `${ids.length} tokens read and ${TOKENS} written, ${threads} threads each`,
    `logits of both differ by at most ${error.toExponential(1)}`,
    `${same < 0 ? TOKENS : same} of ${TOKENS} greedy tokens the same`,
  ].join('; ')
}
