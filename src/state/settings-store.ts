import { createStore, type StoreApi } from 'zustand/vanilla'

export const SEED_MAX = 0xffff_ffff
export const TEMPERATURE_MAX = 2
/** Lengths of an answer that a visitor may choose; the context of a model may be shorter. */
export const TOKEN_LIMITS = [16, 64, 128, 256, 512, 1024, 2048] as const

export interface Settings {
  /** Decides every random draw: sampling, fresh items. An unsigned 32-bit whole number. */
  readonly seed: number
  /** 0 always takes the most probable token. */
  readonly temperature: number
  /** An answer is cut after so many tokens. */
  readonly maxTokens: number
}

export type SettingsStore = StoreApi<Settings>

export const TOKENS_AT_START = 64
/** Models that were not made for short exercises say more. */
export const TOKENS_OF_A_CHAT = 256

export function isSeed(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= SEED_MAX
}

export function isTemperature(value: number): boolean {
  return Number.isFinite(value) && value >= 0 && value <= TEMPERATURE_MAX
}

export function isTokenLimit(value: number): boolean {
  return TOKEN_LIMITS.some((limit) => limit === value)
}

export function createSettingsStore(initial: Partial<Settings> = {}): SettingsStore {
  return createStore<Settings>(() => ({ seed: 1, temperature: 0, maxTokens: TOKENS_AT_START, ...initial }))
}
