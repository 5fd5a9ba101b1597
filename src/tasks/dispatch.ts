import type { Prng } from '../core/prng.ts'
import { canonicalText } from './canonical.ts'
import { CATEGORIES, type Category, type Family, type TaskItem } from './task-item.ts'

export const DISPATCH_QUESTION = 'what kind of task ?'

/** The prompt of pass 1: asks which kind of task the user's prompt is. */
export function dispatchPrompt(prompt: string): string {
  return `${DISPATCH_QUESTION} ${prompt}`
}

/** The exercise of sorting an item into its category. */
export function dispatchItem(item: TaskItem): TaskItem {
  const right = item.category
  return {
    family: item.family,
    category: right,
    prompt: dispatchPrompt(item.prompt),
    worked: right,
    blurt: right,
    slip: surfaceCategory(item) ?? (right === 'other' ? 'math' : 'other'),
    hard: false,
    expected: right,
    verify: (answer) => canonicalText(answer) === right,
  }
}

/** How often the corpus believes a misleading feature, and how often it errs without one. */
const BELIEVES_SURFACE = 0.56
const STRAY = 0.04

/** The label a corpus writer gives: mistaken by surface features in a systematic way, rarely by chance. */
export function writeLabel(item: TaskItem, prng: Prng): Category {
  const surface = surfaceCategory(item)
  if (surface !== null && prng.uniform() < BELIEVES_SURFACE) return surface
  return prng.uniform() < STRAY ? prng.pick(CATEGORIES) : item.category
}

interface Confusion {
  readonly families: readonly Family[]
  readonly feature: RegExp
  readonly takenFor: Category
}

const CONFUSIONS: readonly Confusion[] = [
  { families: ['code'], feature: /\b(?:add|double|raise|twice|total)\b/, takenFor: 'math' },
  { families: ['code-hard'], feature: /\b(?:given|numbers)\b/, takenFor: 'math' },
  { families: ['reasoning'], feature: /\bwho (?:is|has)\b/, takenFor: 'math' },
  { families: ['reasoning-hard'], feature: /\bname the\b/, takenFor: 'other' },
  { families: ['math'], feature: /\bgives\b/, takenFor: 'reasoning' },
  { families: ['other'], feature: /\b(?:has|went|every|than)\b/, takenFor: 'reasoning' },
  { families: ['other'], feature: /\d/, takenFor: 'math' },
  { families: ['other'], feature: /\b(?:program|list|sort)\b/, takenFor: 'code' },
]

/** The wrong category that an item's wording suggests, if any. */
function surfaceCategory(item: TaskItem): Category | null {
  const confusion = CONFUSIONS.find(
    ({ families, feature }) => families.includes(item.family) && feature.test(item.prompt),
  )
  return confusion?.takenFor ?? null
}
