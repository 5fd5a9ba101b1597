import * as v from 'valibot'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { checkExpertName, freeExpertName } from '../adapt/expert-name.ts'
import { AppError } from '../core/errors.ts'
import type { Shelf } from '../io/shelf.ts'
import type { ExpertFacts, ModelClient, OpenedModel } from '../worker/protocol.ts'
import { type Problem, problemOf } from './problem.ts'

/** An expert that the visitor trained or drew here, or loaded from a file. */
export interface OwnExpert {
  readonly name: string
  readonly origin: 'trained' | 'loaded' | 'drawn'
  /** Its safetensors file. */
  readonly bytes: Uint8Array
  /** Its place among the colours and shapes of own experts, kept with it. */
  readonly look: number
  readonly facts: ExpertFacts
}

export interface OwnExpertsState {
  readonly experts: readonly OwnExpert[]
  /** Counts how often an expert's numbers were changed under its name. */
  readonly revision: number
  /** The expert removed last, which can be brought back. */
  readonly removed: OwnExpert | null
  /** Why the last thing asked for was not done. */
  readonly problem: Problem | null
  /** Why the next visit will not find what is here; null while everything is kept. */
  readonly notKept: Problem | null
}

export interface OwnExpertsStore extends StoreApi<OwnExpertsState> {
  /** Brings back what was kept for this model, unless another is opened meanwhile; never rejects. */
  restore(model: OpenedModel): Promise<void>
  /** Makes a file an expert of the page, under a free name near to the one wished for. Null when it is refused. */
  add(wish: string, bytes: Uint8Array, origin: OwnExpert['origin']): Promise<OwnExpert | null>
  /** Gives an expert other numbers; it keeps its name, look and slider. Null when they are refused. */
  redraw(name: string, bytes: Uint8Array): Promise<OwnExpert | null>
  /** False when the name cannot be used; `problem` then says why. */
  rename(from: string, to: string): Promise<boolean>
  remove(name: string): Promise<void>
  undoRemove(): Promise<void>
  dismiss(): void
}

const KEPT = v.object({
  origin: v.picklist(['trained', 'loaded', 'drawn']),
  bytes: v.instance(Uint8Array),
  look: v.pipe(v.number(), v.integer(), v.minValue(0)),
})

export function createOwnExpertsStore(client: ModelClient, shelf: Shelf): OwnExpertsStore {
  const store = createStore<OwnExpertsState>(() => ({
    experts: [],
    revision: 0,
    removed: null,
    problem: null,
    notKept: null,
  }))
  let model: OpenedModel | null = null

  const shelfName = (name: string): string => `expert/${model?.hash ?? ''}/${name}`
  const taken = (): string[] => [
    ...(model?.experts ?? []).map(({ name }) => name),
    ...store.getState().experts.map(({ name }) => name),
  ]

  async function keep(change: () => Promise<void>): Promise<void> {
    try {
      await change()
      store.setState({ notKept: null })
    } catch (thrown) {
      store.setState({ notKept: problemOf(thrown) })
    }
  }
  const keepExpert = ({ name, origin, bytes, look }: OwnExpert): Promise<void> =>
    keep(() => shelf.put(shelfName(name), { origin, bytes, look }))
  const append = (expert: OwnExpert): void =>
    store.setState(({ experts }) => ({ experts: [...experts, expert] }))

  /** The smallest place that no other expert has. */
  function freeLook(): number {
    const used = store.getState().experts.map(({ look }) => look)
    let look = 0
    while (used.includes(look)) look += 1
    return look
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    store.setState({ problem: null })
    try {
      if (!model) throw new AppError('bad-input', 'The model is not running, and an expert needs one.')
      return await work()
    } catch (thrown) {
      store.setState({ problem: problemOf(thrown) })
      return null
    }
  }

  async function restore(opened: OpenedModel): Promise<void> {
    model = opened
    const isOpen = () => model === opened
    const { experts: before } = store.getState()
    store.setState({ experts: [], removed: null, problem: null })
    let kept: ReadonlyMap<string, unknown> = new Map()
    try {
      kept = await shelf.list(shelfName(''))
      if (!isOpen()) return
      store.setState({ notKept: null })
    } catch (thrown) {
      if (!isOpen()) return
      store.setState({ notKept: problemOf(thrown) })
      // A second opening in the same visit still has them.
      kept = new Map(before.map(({ name, ...rest }) => [shelfName(name), rest]))
    }
    for (const [place, value] of kept) {
      const read = v.safeParse(KEPT, value)
      if (!read.success) continue
      const name = place.slice(shelfName('').length)
      try {
        const facts = await client.call('addExpert', { name, bytes: read.output.bytes })
        if (!isOpen()) return
        append({ name, ...read.output, facts })
      } catch (thrown) {
        if (!isOpen()) return
        store.setState({ problem: problemOf(thrown) })
      }
    }
  }

  return {
    ...store,
    restore,
    add: (wish, bytes, origin) =>
      attempt(async () => {
        const name = freeExpertName(wish, taken())
        const expert = {
          name,
          origin,
          bytes,
          look: freeLook(),
          facts: await client.call('addExpert', { name, bytes }),
        }
        append(expert)
        await keepExpert(expert)
        return expert
      }),
    redraw: (name, bytes) =>
      attempt(async () => {
        const facts = await client.call('addExpert', { name, bytes, replaces: true })
        const before = store.getState().experts.find((held) => held.name === name)
        if (!before) throw new AppError('bad-input', `There is no expert named ${name}.`)
        const redrawn = { ...before, bytes, facts }
        store.setState(({ experts, revision }) => ({
          experts: experts.map((held) => (held === before ? redrawn : held)),
          revision: revision + 1,
        }))
        await keepExpert(redrawn)
        return redrawn
      }),
    async rename(from, to) {
      const done = await attempt(async () => {
        const expert = store.getState().experts.find(({ name }) => name === from)
        if (!expert) throw new AppError('bad-input', `There is no expert named ${from}.`)
        if (from === to) return true
        checkExpertName(to, taken())
        // Both names are there while the page changes over, so that no answer falls between them.
        const facts = await client.call('addExpert', { name: to, bytes: expert.bytes })
        const renamed = { ...expert, name: to, facts }
        store.setState(({ experts }) => ({
          experts: experts.map((held) => (held.name === from ? renamed : held)),
        }))
        await client.call('removeExpert', { name: from })
        await keepExpert(renamed)
        await keep(() => shelf.remove(shelfName(from)))
        return true
      })
      return done ?? false
    },
    async remove(name) {
      await attempt(async () => {
        const removed = store.getState().experts.find((held) => held.name === name)
        if (!removed) return
        store.setState(({ experts }) => ({ experts: experts.filter((held) => held !== removed), removed }))
        await client.call('removeExpert', { name })
        await keep(() => shelf.remove(shelfName(name)))
      })
    },
    async undoRemove() {
      const { removed } = store.getState()
      if (!removed) return
      store.setState({ removed: null })
      await attempt(async () => {
        await client.call('addExpert', { name: removed.name, bytes: removed.bytes })
        append(removed)
        await keepExpert(removed)
      })
    },
    dismiss: () => store.setState({ problem: null, removed: null }),
  }
}
