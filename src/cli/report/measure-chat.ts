import { DISPATCH_STRATEGIES, type DispatchStrategy } from '../../adapt/adaptation.ts'
import { type DispatchItem, dispatchAll, dispatchItems } from '../../adapt/confusion.ts'
import { choiceEvalItem } from '../../adapt/eval-item.ts'
import { judge, type Plan } from '../../adapt/evaluate.ts'
import { BASE_MIX } from '../../adapt/runtime.ts'
import { CHAT_FAMILIES, type ChatFamily, expertOfFamily } from '../../tasks/natural/chat-families.ts'
import { chatExercises } from '../../tasks/natural/chat-tasks.ts'
import { CATEGORIES, type Category } from '../../tasks/task-item.ts'
import { cellOf, type Measurement, soloMix } from './measure.ts'
import { pairedDifference } from './measure-dispatch.ts'
import type { Cell, ChatDispatchResults, ChatTableResults, ConfusionResults } from './results.ts'

/** Lanes at once: prompts of a real model are long. */
const BATCH = 16

/** What was measured, by the name of its file. `parts` may hold `table`, `dispatch` or both. */
export async function measureChat(
  measurement: Measurement,
  parts: readonly string[],
): Promise<['table' | 'dispatch' | 'confusion', object][]> {
  const results: Awaited<ReturnType<typeof measureChat>> = []
  if (parts.includes('dispatch')) {
    const { dispatch, confusion } = await measureChatDispatch(measurement)
    results.push(['dispatch', dispatch], ['confusion', confusion])
  }
  if (parts.includes('table')) results.push(['table', await measureChatTable(measurement)])
  return results
}

/**
 * The base on every family that an expert was trained on, each expert at α = 1 on its own, in held-out wordings, and
 * what it gains item by item.
 */
async function measureChatTable(measurement: Measurement): Promise<ChatTableResults> {
  const { runtime, origin, items } = measurement
  const families = CHAT_FAMILIES.filter((family) => runtime.experts.has(expertOfFamily(family)))
  const right = new Map<string, readonly boolean[]>()
  const rows: ChatTableResults['rows'][number][] = []
  for (const name of ['base', ...families.map(expertOfFamily)]) {
    const cells: Partial<Record<ChatFamily, Cell>> = {}
    for (const family of families.filter((own) => name === 'base' || name === expertOfFamily(own))) {
      const judged = await judgeFamily(measurement, name, family)
      right.set(`${name} on ${family}`, judged)
      cells[family] = cellOf(judged)
    }
    rows.push({ name, cells })
  }
  const gains = families.map((family) => {
    const expert = expertOfFamily(family)
    const before = right.get(`base on ${family}`) ?? []
    const { mean, interval } = pairedDifference(before, right.get(`${expert} on ${family}`) ?? [])
    return { family, expert, mean, interval }
  })
  return { ...origin, items, rows, gains }
}

function judgeFamily(
  { runtime, origin, items, signal, progress }: Measurement,
  name: string,
  family: ChatFamily,
): Promise<boolean[]> {
  const plan: Plan = { mix: name === 'base' ? BASE_MIX : soloMix(name) }
  return judge(runtime, chatExercises(family, items, origin.seed).map(choiceEvalItem), plan, {
    ...{ batch: BATCH, signal },
    onProgress: (done, total) => progress(`${name} on ${family}: ${done} of ${total}`),
  })
}

/** Both strategies on the same held-out messages: how often each is right, and what it takes for what. */
async function measureChatDispatch(
  measurement: Measurement,
): Promise<{ readonly dispatch: ChatDispatchResults; readonly confusion: ConfusionResults }> {
  const { runtime, origin, items } = measurement
  const drawn = dispatchItems(runtime, items * CATEGORIES.length, origin.seed)
  const said = { prompt: await sayAll('prompt'), classifier: await sayAll('classifier') }

  function sayAll(strategy: DispatchStrategy): Promise<Category[]> {
    const { signal, progress } = measurement
    let done = 0
    const prompts = drawn.map(({ prompt }) => prompt)
    return dispatchAll(runtime, strategy, prompts, { batch: BATCH, signal }, (batch) => {
      done += batch.length
      progress(`dispatch by ${strategy}: ${done} of ${drawn.length}`)
    })
  }

  const hits = (strategy: DispatchStrategy): boolean[] =>
    drawn.map(({ category }, index) => said[strategy][index] === category)
  const reports = DISPATCH_STRATEGIES.map((strategy) => ({
    ...{ strategy, labels: CATEGORIES, items: drawn.length, seed: origin.seed },
    matrix: countPairs(drawn, said[strategy]),
  }))
  const [prompt, classifier] = [hits('prompt'), hits('classifier')]
  return {
    dispatch: {
      ...origin,
      items: drawn.length,
      dispatch: { prompt: cellOf(prompt), classifier: cellOf(classifier) },
      difference: pairedDifference(prompt, classifier),
    },
    confusion: { ...origin, reports },
  }
}

/** `[true][said]`. */
function countPairs(items: readonly DispatchItem[], said: readonly Category[]): number[][] {
  const isSaid = (truth: Category, label: Category) => (_: Category, index: number) =>
    items[index]?.category === truth && said[index] === label
  return CATEGORIES.map((truth) => CATEGORIES.map((label) => said.filter(isSaid(truth, label)).length))
}
