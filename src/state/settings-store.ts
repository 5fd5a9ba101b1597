import { createStore, type StoreApi } from 'zustand/vanilla'

export const SEED_MAX = 0xffff_ffff
export const TEMPERATURE_MAX = 2

export interface Settings {
  /** Decides every random draw: sampling, fresh items. An unsigned 32-bit whole number. */
  readonly seed: number
  /** 0 always takes the most probable token. */
  readonly temperature: number
}

export type SettingsStore = StoreApi<Settings>

export function isSeed(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= SEED_MAX
}

export function isTemperature(value: number): boolean {
  return Number.isFinite(value) && value >= 0 && value <= TEMPERATURE_MAX
}

export function createSettingsStore(initial: Partial<Settings> = {}): SettingsStore {
  return createStore<Settings>(() => ({ seed: 1, temperature: 0, ...initial }))
}
