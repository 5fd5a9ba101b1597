import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LocalFile, ModelSource, StoredModel } from '../io/model-source.ts'
import type { Inspection, OpenProgress } from '../worker/opening.ts'
import type { ModelClient, OpenedModel } from '../worker/protocol.ts'
import { createLatestRun } from './latest-run.ts'
import { type Problem, problemOf } from './problem.ts'
import type { Loadable } from './results-store.ts'
import type { SessionStore } from './session-store.ts'

/** The dialog's places a model can come from. */
export const PLACES = ['embedded', 'hub', 'address', 'files', 'stored'] as const
export type Place = (typeof PLACES)[number]

export interface ModelsState {
  readonly shown: boolean
  readonly place: Place
  /** As it was typed or picked: kept whatever happens. */
  readonly repo: string
  readonly address: string
  readonly files: readonly LocalFile[]
  /** What is known of a source before anything of its weights is fetched. */
  readonly look: { readonly source: ModelSource; readonly found: Loadable<Inspection> } | null
  /** What is being opened. */
  readonly opening: { readonly source: ModelSource; readonly progress: OpenProgress | null } | null
  /** The opening that failed or was cancelled, and can be taken up again. */
  readonly failed: { readonly source: ModelSource; readonly problem: Problem | null } | null
  readonly stored: Loadable<readonly StoredModel[]>
  /** A model that the address asks for, and that waits for the visitor's word. */
  readonly asked: { readonly source: ModelSource; readonly name: string } | null
}

export interface ModelsStore extends StoreApi<ModelsState> {
  show(place?: Place): void
  hide(): void
  /** What the form holds. Takes the last failure away, which belonged to something else. */
  change(change: Partial<Pick<ModelsState, 'place' | 'repo' | 'address' | 'files'>>): void
  /** Finds out what a source is; never rejects. */
  inspect(source: ModelSource): Promise<void>
  /** Opens a model; never rejects. Null when it could not be, and the model before is still there. */
  open(source: ModelSource): Promise<OpenedModel | null>
  cancel(): void
  loadStored(): Promise<void>
  /** Null removes everything that is stored. */
  removeStored(id: string | null): Promise<void>
}

/** @param onOpened called once another model is open, before the dialog goes */
export function createModelsStore(
  client: ModelClient,
  session: Pick<SessionStore, 'change'>,
  onOpened: (model: OpenedModel) => Promise<void>,
): ModelsStore {
  const store = createStore<ModelsState>(() => ({
    shown: false,
    place: 'embedded',
    repo: '',
    address: '',
    files: [],
    look: null,
    opening: null,
    failed: null,
    stored: { status: 'none' },
    asked: null,
  }))
  const opening = createLatestRun()
  let looking: AbortController | null = null
  let newestList = 0

  async function open(source: ModelSource): Promise<OpenedModel | null> {
    let opened: OpenedModel | null = null
    await opening.start(
      async ({ signal, isLatest, isWanted }) => {
        store.setState({ opening: { source, progress: null }, failed: null })
        const onEvent = (progress: OpenProgress): void => {
          if (isWanted()) store.setState({ opening: { source, progress } })
        }
        const model = await session.change(source, { signal, onEvent })
        await onOpened(model)
        if (isLatest()) store.setState({ opening: null, shown: false, asked: null, look: null })
        opened = model
      },
      {
        stopped: () => store.setState({ opening: null, failed: { source, problem: null } }),
        // A dialog that was closed meanwhile comes back with what went wrong.
        failed: (problem) => store.setState({ opening: null, shown: true, failed: { source, problem } }),
      },
    )
    return opened
  }

  async function inspect(source: ModelSource): Promise<void> {
    looking?.abort()
    const mine = new AbortController()
    looking = mine
    const tell = (found: Loadable<Inspection>): void => {
      if (looking === mine) store.setState({ look: { source, found } })
    }
    store.setState({ failed: null })
    tell({ status: 'loading' })
    try {
      const value = await client.call('inspect', { source }, { signal: mine.signal })
      tell({ status: 'ready', value })
    } catch (thrown) {
      if (!mine.signal.aborted) tell({ status: 'failed', problem: problemOf(thrown) })
    }
  }

  /** Files that were picked before are looked at again: their form has no button for it. */
  function lookAtFiles(): void {
    const { place, files, look, opening } = store.getState()
    if (place === 'files' && files.length > 0 && !look && !opening) void inspect({ kind: 'files', files })
  }

  async function loadStored(): Promise<void> {
    newestList += 1
    const mine = newestList
    const tell = (stored: ModelsState['stored']): void => {
      if (mine === newestList) store.setState({ stored })
    }
    const { stored } = store.getState()
    // A list stays until the next is there; that there is none has to be found out anew.
    if (stored.status !== 'ready' || stored.value.length === 0) tell({ status: 'loading' })
    try {
      tell({ status: 'ready', value: await client.call('storedModels', {}) })
    } catch (thrown) {
      tell({ status: 'failed', problem: problemOf(thrown) })
    }
  }

  return {
    ...store,
    open,
    inspect,
    loadStored,
    show(place = store.getState().place) {
      store.setState({ shown: true, place })
      lookAtFiles()
    },
    hide: () => store.setState({ shown: false }),
    change(change) {
      looking?.abort()
      looking = null
      store.setState({ ...change, look: null, failed: null })
      if (change.place) lookAtFiles()
    },
    cancel: opening.stop,
    async removeStored(id) {
      try {
        await client.call('removeStored', { id })
        await loadStored()
      } catch (thrown) {
        store.setState({ stored: { status: 'failed', problem: problemOf(thrown) } })
      }
    },
  }
}
