import { DISPATCH_STRATEGIES, type DispatchStrategy } from '../../adapt/adaptation.ts'
import { inBatches } from '../../adapt/batches.ts'
import { dispatch } from '../../adapt/dispatch.ts'
import { taskEvalItem } from '../../adapt/eval-item.ts'
import { judge } from '../../adapt/evaluate.ts'
import type { Findings } from '../../adapt/experiment-result.ts'
import { promptIdsOf } from '../../adapt/runtime.ts'
import { median } from '../../core/statistics.ts'
import { testItems } from '../../tasks/families.ts'
import { type Family, UNSEEN_FAMILIES } from '../../tasks/task-item.ts'
import type { Experiment } from './experiment.ts'
import type { Lab } from './lab.ts'
import { PAPER_TABLE_3 } from './paper.ts'
import { strategySubject } from './subjects.ts'
import { fixedCells } from './tuning.ts'
import { type Check, verdictOf } from './verdict.ts'

const REPEATS = 5
const BATCH = 128

/** Of the processor, so that other work on the machine does not count. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Processor seconds of both passes over a whole problem set, once a repetition. */
export interface PassTimes {
  readonly family: Family
  readonly first: readonly number[]
  readonly second: readonly number[]
}

export const TIMES: Experiment = {
  title: 'What pass 1 costs',
  counterpart: 'Table 3',
  paper: PAPER_TABLE_3,
  async run(lab) {
    const tables: { strategy: DispatchStrategy; times: PassTimes[] }[] = []
    for (const strategy of DISPATCH_STRATEGIES) {
      const times: PassTimes[] = []
      for (const family of UNSEEN_FAMILIES) times.push(await timePasses(lab, strategy, family))
      tables.push({ strategy, times })
    }
    return timesFindings(tables, lab.items)
  },
}

async function timePasses(lab: Lab, strategy: DispatchStrategy, family: Family): Promise<PassTimes> {
  const [seed = 1] = lab.seeds
  const subject = strategySubject(lab, fixedCells(lab), strategy, seed)
  const { items, itemSeed, threads } = lab
  const key = {
    kind: 'times',
    subject: subject.key,
    family,
    items,
    seed: itemSeed,
    threads,
    repeats: REPEATS,
    clock: 'processor',
  }
  const { first, second } = await lab.cells.value(key, () =>
    subject.use(async (runtime, plan) => {
      const drawn = testItems(family, items, itemSeed).map(taskEvalItem)
      const asked = drawn.map(({ prompt }) => ({ prompt, ids: promptIdsOf(runtime, prompt) }))
      const times = { first: [] as number[], second: [] as number[] }
      // The first round warms caches and is not counted.
      for (let repeat = 0; repeat <= REPEATS; repeat++) {
        lab.progress(`${subject.name} on ${family}: repetition ${repeat} of ${REPEATS}`)
        const started = processorSeconds()
        await inBatches(asked, { size: BATCH, signal: lab.signal }, async (some) => {
          const prompts = some.map(({ prompt }) => prompt)
          await dispatch(runtime, strategy, prompts, lab.signal)
        })
        const between = processorSeconds()
        await judge(runtime, drawn, plan, { batch: BATCH, signal: lab.signal })
        if (repeat === 0) continue
        const first = between - started
        times.first.push(first)
        // `judge` dispatches too, in the same batches, before it answers.
        times.second.push(processorSeconds() - between - first)
      }
      return times
    }),
  )
  return { family, first, second }
}

const PAPER_SHARES = PAPER_TABLE_3.flatMap(({ rows }) =>
  rows.map(({ name, cells }) => `${(100 * (cells.at(-1)?.value ?? 0)).toFixed(0)} % (${name})`),
)

/** Clear only where every repetition says the same. */
function checkOf(strategy: DispatchStrategy, { family, first, second }: PassTimes): Check {
  const less = first.map((seconds, repeat) => seconds < (second[repeat] ?? 0) / 2)
  const holds = less.every(Boolean) ? 'yes' : less.some(Boolean) ? 'unclear' : 'no'
  return { statement: `less than half with the strategy ${strategy}`, on: family, holds }
}

export function timesFindings(
  measured: readonly { readonly strategy: DispatchStrategy; readonly times: readonly PassTimes[] }[],
  items: number,
): Findings {
  const ratio = ({ first, second }: PassTimes) => median(first) / median(second)
  const percentOf = (times: PassTimes) => `${times.family} ${(100 * ratio(times)).toFixed(0)} %`
  return {
    tables: measured.map(({ strategy, times }) => ({
      caption: `Strategy ${strategy}: processor seconds for ${items} items a family, median of ${REPEATS} repetitions`,
      figure: 'bars' as const,
      columns: [
        { name: 'pass 1', unit: 'seconds' as const },
        { name: 'pass 2', unit: 'seconds' as const },
        { name: 'pass 1 of pass 2', unit: 'percent' as const },
      ],
      rows: times.map((time) => ({
        name: time.family,
        cells: [
          { value: median(time.first), runs: time.first },
          { value: median(time.second), runs: time.second },
          { value: ratio(time) },
        ],
      })),
    })),
    verdict: verdictOf(
      `Pass 1 takes ${PAPER_SHARES.join(', ')} of the time of pass 2: always less than half.`,
      measured.flatMap(({ strategy, times }) => times.map((time) => checkOf(strategy, time))),
    ),
    sentences: [
      ...measured.map(
        ({ strategy, times }) =>
          `With the strategy ${strategy}, pass 1 takes this share of the time of pass 2: ${times.map(percentOf).join(', ')}.`,
      ),
    ],
    notes: [
      `Pass 1 reads the dispatch prompt and compares the four labels without writing anything; the paper's writes its answer. Pass 2 reads the prompt again and writes. Batches of ${BATCH} lanes in Node, one thread, processor time; pass 2 is the time of both passes less that of pass 1. Experts of the first seed.`,
    ],
  }
}
