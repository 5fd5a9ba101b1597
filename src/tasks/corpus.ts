import type { Prng } from '../core/prng.ts'
import { dispatchPrompt, writeLabel } from './dispatch.ts'
import { pickWeighted } from './draw.ts'
import { generateFrom, generateItem } from './families.ts'
import { SUMS } from './sums.ts'
import type { Family } from './task-item.ts'
import { writeAnswer } from './writers.ts'

/** The pretraining mixture: what share of the exchanges each source has. */
export const CORPUS_MIX = {
  math: 0.2,
  code: 0.14,
  reasoning: 0.27,
  'math-hard': 0.05,
  'code-hard': 0.06,
  'reasoning-hard': 0.07,
  other: 0.04,
  sums: 0.04,
  classify: 0.13,
} as const satisfies Readonly<Record<Family | 'sums' | 'classify', number>>

type Source = keyof typeof CORPUS_MIX
const SOURCES = Object.keys(CORPUS_MIX) as Source[]
const WEIGHTS = SOURCES.map((source) => CORPUS_MIX[source])

// Trained families twice, so that dispatch is learnt mostly where experts exist.
const CLASSIFIED: readonly Family[] = [
  ...(['math', 'code', 'reasoning', 'other', 'math', 'code', 'reasoning', 'other'] as const),
  ...(['math-hard', 'code-hard', 'reasoning-hard'] as const),
]

export interface CorpusExample {
  readonly source: Source
  readonly prompt: string
  readonly answer: string
}

/** One exchange of the pretraining corpus. Its prompt (for `classify`, the prompt asked about) is of the train split. */
export function corpusExample(prng: Prng): CorpusExample {
  const source = pickWeighted(SOURCES, WEIGHTS, prng)
  if (source === 'classify') {
    const item = generateItem(prng.pick(CLASSIFIED), 'train', prng)
    return { source, prompt: dispatchPrompt(item.prompt), answer: writeLabel(item, prng) }
  }
  if (source === 'sums') {
    const item = generateFrom(SUMS, 'train', prng)
    return { source, prompt: item.prompt, answer: item.worked }
  }
  const item = generateItem(source, 'train', prng)
  return { source, prompt: item.prompt, answer: writeAnswer(item, prng) }
}
