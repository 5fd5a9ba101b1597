import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PageCaches } from '../../io/page-caches.ts'
import type { Shelf } from '../../io/shelf.ts'
import type { ModelsStore } from '../../state/models-store.ts'
import type { OwnExpertsStore } from '../../state/own-experts-store.ts'
import { type Problem, problemOf } from '../../state/problem.ts'

/** Bytes of everything that the browser keeps for the page, in the groups that a visitor would tell apart. */
export interface KeptSizes {
  /** Models, downloads and factors. */
  readonly models: number
  /** The page itself, for a visit without a network. */
  readonly page: number
  readonly settings: number
  /** What exists nowhere else, unless it was saved as a file. */
  readonly own: { readonly experts: number; readonly trainings: number; readonly bytes: number }
}

export interface KeptDataState {
  /** Null until it has been counted. */
  readonly sizes: KeptSizes | null
  readonly status: 'idle' | 'confirming' | 'clearing'
  /** The visitor's own work goes too; nobody but the visitor sets it. */
  readonly withOwn: boolean
  /** Bytes that have been cleared. */
  readonly cleared: number | null
  readonly problem: Problem | null
}

export interface KeptData extends StoreApi<KeptDataState> {
  /** Counts everything; never rejects. What cannot be counted counts as nothing. */
  measure(): Promise<void>
  /** Clears what is chosen; the open model and the page go on. Never rejects. */
  clear(): Promise<void>
}

/** What a browser keeps under short names, as `localStorage` does. */
export type Settings = Pick<Storage, 'getItem' | 'removeItem'>

interface KeptDataParts {
  readonly models: Pick<ModelsStore, 'getState' | 'loadStored' | 'removeStored'>
  readonly ownExperts: Pick<OwnExpertsStore, 'getState' | 'setState' | 'remove'>
  readonly shelf: Pick<Shelf, 'list' | 'remove'>
  readonly caches: PageCaches
  /** Not there in some private windows. */
  readonly settings: Settings | undefined
  readonly settingKeys: readonly string[]
}

/** Experts, unfinished trainings and the form of the next one. */
const OWN = ['expert/', 'training/', 'task-draft'] as const

export function sumOf({ models, page, settings, own }: KeptSizes, withOwn: boolean): number {
  return models + page + settings + (withOwn ? own.bytes : 0)
}

export function createKeptData(parts: KeptDataParts): KeptData {
  const { models, ownExperts, shelf, caches, settings, settingKeys } = parts
  const store = createStore<KeptDataState>(() => ({
    sizes: null,
    status: 'idle',
    withOwn: false,
    cleared: null,
    problem: null,
  }))

  async function ownWork(): Promise<KeptSizes['own']> {
    const [experts, trainings, drafts] = await Promise.all(OWN.map((prefix) => shelf.list(prefix)))
    const all = [experts, trainings, drafts].flatMap((found) => [...(found ?? new Map()).values()])
    const bytes = all.reduce<number>((sum, value) => sum + bytesOf(value), 0)
    return { experts: experts?.size ?? 0, trainings: trainings?.size ?? 0, bytes }
  }

  async function measure(): Promise<void> {
    await models.loadStored()
    const { stored } = models.getState()
    const sizes = {
      models: stored.status === 'ready' ? stored.value.reduce((sum, { bytes }) => sum + bytes, 0) : 0,
      page: await caches.bytes().catch(() => 0),
      settings: settingKeys.reduce((sum, key) => sum + (settings?.getItem(key)?.length ?? 0), 0),
      own: await ownWork().catch(() => ({ experts: 0, trainings: 0, bytes: 0 })),
    }
    store.setState({ sizes })
  }

  async function clearOwn(): Promise<void> {
    for (const { name } of ownExperts.getState().experts) await ownExperts.remove(name)
    // Nothing is left that could bring it back.
    ownExperts.setState({ removed: null })
    for (const prefix of OWN) for (const name of (await shelf.list(prefix)).keys()) await shelf.remove(name)
  }

  return {
    ...store,
    measure,
    async clear() {
      const { sizes, withOwn } = store.getState()
      if (!sizes) return
      store.setState({ status: 'clearing', problem: null, cleared: null })
      try {
        await models.removeStored(null)
        const { stored } = models.getState()
        for (const key of settingKeys) settings?.removeItem(key)
        await caches.drop()
        if (withOwn) await clearOwn()
        await measure()
        const left = store.getState().sizes ?? sizes
        store.setState({
          cleared: sumOf(sizes, true) - sumOf(left, true),
          ...(stored.status === 'failed' && { problem: stored.problem }),
        })
      } catch (thrown) {
        store.setState({ problem: problemOf(thrown) })
      }
      store.setState({ status: 'idle', withOwn: false })
    },
  }
}

/** Roughly what a value of the shelf takes: its typed arrays and texts. */
function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  const parts = value instanceof Map ? [...value.values()] : Object.values(value)
  return parts.reduce<number>((sum, part) => sum + bytesOf(part), 0)
}
