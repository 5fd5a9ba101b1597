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
  readonly seed: number
  readonly threads: number
  readonly signal: AbortSignal
}

/**
 * Answers of many mixes as the lanes of one batch, and of one, against a dense model that answers one after the other:
 * what factors cost a single lane, and what lanes save. Both read the prompt and write the same number of tokens.
 */
export async function denseRows(context: DenseContext): Promise<BenchRow[]> {
  const { session, seed, threads, signal } = context
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
    const ours = (count: number) => () =>
      engine.generate(lanes.slice(0, count), { maxTokens: TOKENS, stopIds: [], signal })
    const dense = (count: number) => async () => {
      for (let i = 0; i < count; i++) await peer.greedy(ids, TOKENS)
    }
    const rows: BenchRow[] = []
    for (const count of [LANES, 1]) {
      const ms = await interleaved(ROUNDS, ours(count), dense(count), signal)
      const tokens = 1000 * count * TOKENS
      rows.push({
        name: count === 1 ? '1 factored lane in Node' : `${count} factored lanes in Node`,
        ours: tokens / ms.a,
        peer: tokens / ms.b,
        peerName: `${count === 1 ? 'a dense answer' : `${count} dense answers in turn`}, ${peer.name}`,
        unit: 'tokens/s',
        ratio: ms.b / ms.a,
        note,
      })
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
  return [
    `${ids.length} tokens read and ${TOKENS} written, ${threads} threads each`,
    `logits of both differ by at most ${error.toExponential(1)}`,
    `${same < 0 ? TOKENS : same} of ${TOKENS} greedy tokens the same`,
  ].join('; ')
}
