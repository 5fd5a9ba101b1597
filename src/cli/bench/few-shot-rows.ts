import { type Answer, generateAnswers } from '../../adapt/answer.ts'
import { questionOf } from '../../adapt/eval-item.ts'
import { fewShot } from '../../adapt/few-shot/few-shot.ts'
import { FEW_SHOT_DEFAULTS } from '../../adapt/few-shot/options.ts'
import { createPopulationAnswers } from '../../adapt/few-shot/population-answers.ts'
import { familyShots } from '../../adapt/few-shot/shots.ts'
import { promptLaneOf, scalesForMix } from '../../adapt/runtime.ts'
import { throwIfAborted } from '../../core/errors.ts'
import type { PromptLane } from '../../model/vision/picture-prompt.ts'
import { type Family, UNSEEN_FAMILIES } from '../../tasks/task-item.ts'
import type { BenchRow } from '../report/results.ts'
import type { Session } from '../session.ts'
import type { BenchContext } from './node-rows.ts'

const SHOTS = 10
const GENERATIONS = 4
const { maxTokens, population } = FEW_SHOT_DEFAULTS

type Candidates = readonly Float32Array[]
type Answering = (candidates: Candidates) => Promise<readonly (readonly Answer[])[]>

/** Milliseconds of the three ways to answer, and how many of the answers came out alike in all of them. */
interface Tally {
  readonly ms: [population: number, oneByOne: number, candidateBatch: number]
  answers: number
  alike: number
}

/**
 * What a few-shot search does, against the plain way: the candidates of real searches answer their shots as one batch
 * of lanes, and one candidate at a time. Generation by generation in turn, so that whatever else the machine does
 * falls on all of them.
 */
export async function fewShotRows(context: BenchContext): Promise<BenchRow[]> {
  const tally: Tally = { ms: [0, 0, 0], answers: 0, alike: 0 }
  for (const family of UNSEEN_FAMILIES) await measureFamily(context, family, tally)
  const [ours, oneByOne, candidateBatch] = tally.ms.map((ms) => (1000 * tally.answers) / ms)
  const note = [
    `${GENERATIONS} generations of ${population} candidates on ${SHOTS} shots of each unseen family`,
    `greedy answers, ${tally.alike} of ${tally.answers} the same every way`,
  ].join(', ')
  const row = (peerName: string, peer = Number.NaN): BenchRow => {
    const own = ours ?? Number.NaN
    return {
      name: 'few-shot search in Node',
      ours: own,
      peer,
      peerName,
      unit: 'answers/s',
      ratio: own / peer,
      note,
    }
  }
  return [
    row('one candidate at a time, shot after shot', oneByOne),
    row('one candidate at a time, its shots as a batch', candidateBatch),
  ]
}

async function measureFamily(
  { session, seed, signal }: BenchContext,
  family: Family,
  tally: Tally,
): Promise<void> {
  const shots = familyShots(family, SHOTS, seed)
  const prompts = shots.map((shot) => promptLaneOf(session, questionOf(shot)))
  const { history } = await fewShot(
    session,
    shots,
    { ...FEW_SHOT_DEFAULTS, generations: GENERATIONS, seed },
    { signal },
  )
  // Each generation but the first begins with the best one so far, which has answered before.
  const generations = history.map(({ candidates }, index) =>
    candidates
      .slice(index === 0 ? 0 : 1)
      .map(({ alpha }) => scalesForMix(session, { mode: FEW_SHOT_DEFAULTS.mode, alpha })),
  )
  const ways: readonly Answering[] = [
    createPopulationAnswers(session, prompts, { maxTokens, signal }),
    (candidates) => inTurn(candidates, (scales) => shotAfterShot(session, prompts, scales, signal)),
    (candidates) => inTurn(candidates, (scales) => shotsTogether(session, prompts, scales, signal)),
  ]
  for (const candidates of generations) {
    const texts: string[][] = []
    for (const [way, answer] of ways.entries()) {
      throwIfAborted(signal)
      const started = performance.now()
      const answers = await answer(candidates)
      tally.ms[way] = (tally.ms[way] ?? 0) + performance.now() - started
      texts.push(answers.flat().map(({ text }) => text))
    }
    const [first = [], ...others] = texts
    tally.answers += first.length
    tally.alike += first.filter((text, index) => others.every((other) => other[index] === text)).length
  }
}

async function inTurn(
  candidates: Candidates,
  answer: (scales: Float32Array) => Promise<readonly Answer[]>,
): Promise<readonly (readonly Answer[])[]> {
  const all: (readonly Answer[])[] = []
  for (const scales of candidates) all.push(await answer(scales))
  return all
}

async function shotAfterShot(
  session: Session,
  prompts: readonly PromptLane[],
  scales: Float32Array,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const prompt of prompts) answers.push(...(await shotsTogether(session, [prompt], scales, signal)))
  return answers
}

async function shotsTogether(
  session: Session,
  prompts: readonly PromptLane[],
  scales: Float32Array,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const lanes = prompts.map((prompt) => ({ ...prompt, scales }))
  return (await generateAnswers(session, lanes, { maxTokens, signal })).answers
}
