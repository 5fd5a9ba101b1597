import type { ChatFamily } from '../tasks/natural/chat-families.ts'
import type { Family } from '../tasks/task-item.ts'
import type { SweepStep } from './sweep-grid.ts'

export const [LEAST_ITEMS, MOST_ITEMS] = [5, 500] as const

/** What a visitor may set. */
export interface SweepSettings {
  /** Experts whose α is swept; empty where the model has none. */
  readonly first: string
  readonly second: string | null
  readonly step: SweepStep
  /** Whose fresh items are counted. */
  readonly family: Family | ChatFamily
  readonly items: number
}
