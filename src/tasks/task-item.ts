import type { Picture } from '../model/vision/picture.ts'

export const TRAINED_FAMILIES = ['math', 'code', 'reasoning'] as const
export const UNSEEN_FAMILIES = ['math-hard', 'code-hard', 'reasoning-hard'] as const
export const FAMILIES = [...TRAINED_FAMILIES, ...UNSEEN_FAMILIES, 'other'] as const
export type Family = (typeof FAMILIES)[number]

/** What pass 1 may answer. `other` always means the base weights. */
export const CATEGORIES = ['math', 'code', 'reasoning', 'other'] as const
export type Category = (typeof CATEGORIES)[number]

export type Split = 'train' | 'valid' | 'test'

/** One exercise with everything the corpus writers and the verifier need. All text is canonical: lower case, one space between tokens. */
export interface Exercise {
  readonly category: Category
  readonly prompt: string
  /** What the prompt asks about, where it asks about a picture. */
  readonly picture?: Picture
  /** The answer as a careful writer gives it, working first. */
  readonly worked: string
  /** The bare right answer. */
  readonly blurt: string
  /** The bare answer after the family's systematic slip. */
  readonly slip: string
  /** Hard items are blurted right less often. */
  readonly hard: boolean
  /** Decides whether a model's answer counts. */
  readonly verify: (answer: string) => boolean
  /** What a person would accept as right, for the page: `18`, `drop 3 | dbl`, `kind`. */
  readonly expected: string
}

/** An exercise in words alone. */
export interface TaskItem extends Exercise {
  readonly family: Family
}

/** What a model is asked and judged by, whoever wrote it. */
export type JudgedPrompt = Pick<Exercise, 'prompt' | 'picture' | 'verify'>
