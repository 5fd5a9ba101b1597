import { describe, expect, it, vi } from 'vitest'
import { createMemoryShelf } from '../io/memory-shelf.fixture.ts'
import { createTaskDraftStore, taskOf } from './task-draft-store.ts'

const settle = () => vi.advanceTimersByTimeAsync(1000)

describe('task draft store', () => {
  it('keeps what is typed, and has it again in the next visit', async () => {
    vi.useFakeTimers()
    const shelf = createMemoryShelf()
    const draft = createTaskDraftStore(shelf)
    draft.setState({ source: 'written', text: 'a => b', name: 'mine' })
    draft.setOption('steps', 7)
    await settle()
    const later = createTaskDraftStore(shelf)
    await later.restore()
    expect(later.getState()).toEqual(draft.getState())
    vi.useRealTimers()
  })

  it('does not put old words over new ones that were typed before they came', async () => {
    vi.useFakeTimers()
    const shelf = createMemoryShelf()
    const draft = createTaskDraftStore(shelf)
    draft.setState({ text: 'old' })
    await settle()
    const later = createTaskDraftStore(shelf)
    const restoring = later.restore()
    later.setState({ text: 'new' })
    await restoring
    expect(later.getState().text).toBe('new')
    vi.useRealTimers()
  })

  it('begins anew where something else is kept in its place', async () => {
    const options = { modules: 'all', steps: 1e9, seed: 1, klWeight: 0, learningRate: 0.1 }
    const kept = { source: 'family', family: 'math', text: '', match: 'whole', name: '', options }
    const draft = createTaskDraftStore(createMemoryShelf(new Map([['task-draft', kept]])))
    const before = draft.getState()
    await draft.restore()
    expect(draft.getState()).toEqual(before)
  })

  it('makes a task of what can be read', () => {
    const draft = createTaskDraftStore(createMemoryShelf())
    expect(taskOf({ ...draft.getState(), source: 'family', family: 'code' }, 'x')).toEqual({
      kind: 'family',
      family: 'code',
    })
    draft.setState({ source: 'written', text: 'a => b | c\nnot one', match: 'whole' })
    expect(taskOf(draft.getState(), 'mine')).toEqual({
      kind: 'written',
      name: 'mine',
      exercises: [{ prompt: 'a', answers: ['b', 'c'] }],
      match: 'whole',
    })
  })
})
