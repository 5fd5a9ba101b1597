import { afterEach, describe, expect, it, vi } from 'vitest'
import { pageOptions } from '../state/page-options.fixture.ts'
import { createPlayground } from '../state/playground.ts'
import { keepAddress } from './address.ts'
import { addressAgain, keepOverReload } from './kept-over-reload.ts'

/** One tab: what it keeps for its session, and the moment it leaves a page. */
function openTab() {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage
  const listeners = new Map<string, () => void>()
  vi.stubGlobal(
    'addEventListener',
    (type: string, listener: () => void) => void listeners.set(type, listener),
  )
  const load = (type: 'navigate' | 'reload' | 'back_forward', hash: string) => {
    vi.stubGlobal('performance', { getEntriesByType: () => [{ type }] })
    vi.stubGlobal('location', { hash })
    vi.stubGlobal('history', { replaceState: () => undefined })
    const page = createPlayground({ ...pageOptions(), hash })
    keepOverReload(page, storage)
    return page
  }
  const follow = (hash: string): void => {
    location.hash = hash
    listeners.get('hashchange')?.()
  }
  const opensWith = () => addressAgain(storage)
  const hide = (by = 'pagehide') => listeners.get(by)?.()
  return { load, hide, kept, opensWith, follow }
}

describe('what outlasts a page that is loaded again', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('keeps words not asked yet and the steps of the lesson, for the same lesson only', () => {
    const { load, hide } = openTab()
    const page = load('navigate', '#v=1&lesson=mixing')
    page.prompt.setDraft('half a question')
    page.lessons.advance()
    page.lessons.advance()
    hide()
    const again = load('reload', '#v=1&lesson=mixing')
    expect(again.prompt.getState().draft).toBe('half a question')
    expect(again.lessons.getState()).toMatchObject({ lesson: 'mixing', done: 2 })
    expect(load('reload', '#v=1&lesson=svd').lessons.getState().done).toBe(0)
    expect(load('navigate', '#v=1&lesson=mixing').lessons.getState().done).toBe(0)
  })

  it('keeps them for whoever comes back to the page, and where the browser throws away a tab out of sight', () => {
    const { load, hide } = openTab()
    load('navigate', '').prompt.setDraft('half a question')
    hide('visibilitychange')
    const page = load('back_forward', '')
    expect(page.prompt.getState().draft).toBe('half a question')
    page.prompt.setDraft('and the rest')
    hide()
    expect(load('reload', '').prompt.getState().draft).toBe('and the rest')
  })

  it('keeps words while they are typed, for a page that crashes is not told beforehand', () => {
    vi.useFakeTimers()
    const { load } = openTab()
    load('navigate', '').prompt.setDraft('half a question')
    vi.advanceTimersByTime(1000)
    vi.useRealTimers()
    expect(load('reload', '').prompt.getState().draft).toBe('half a question')
  })

  it('keeps what was asked or set just before, when no browser takes another address any more', () => {
    const { load, hide, opensWith } = openTab()
    const page = load('navigate', '#v=1')
    keepAddress(page)
    page.prompt.propose('asked this moment')
    page.mix.setAlpha('math', 1.5)
    hide()
    const link = page.link()
    load('reload', '#v=1')
    expect(opensWith()).toBe(link)
    expect(link).toContain('asked%20this%20moment')
    load('reload', '#v=1&lesson=mixing')
    expect(opensWith()).toBe('#v=1&lesson=mixing')
    load('navigate', '#v=1')
    expect(opensWith()).toBe('#v=1')
  })

  it('opens a link that was just followed as it stands, with what is not understood of it', () => {
    const { load, hide, opensWith, follow } = openTab()
    keepAddress(load('navigate', '#v=1'))
    follow('#v=1&alpha=math:1&show=cellar')
    hide()
    load('reload', '#v=1&alpha=math:1&show=cellar')
    expect(opensWith()).toBe('#v=1&alpha=math:1&show=cellar')
  })

  it('keeps a prompt that no address has room for, and a system message not asked yet', () => {
    const { load, hide } = openTab()
    const page = load('navigate', '')
    const long = 'many words '.repeat(300)
    page.prompt.propose(long)
    page.prompt.setSystem('you are terse')
    hide()
    const { draft, systemDraft } = load('reload', '').prompt.getState()
    expect([draft, systemDraft]).toEqual([long, 'you are terse'])
  })

  it('keeps nothing that is in the address already, and survives anything it finds', () => {
    const { load, hide, kept } = openTab()
    load('navigate', '')
    hide()
    expect(kept.size).toBe(0)
    kept.set('steps', 'mixing -1e9')
    expect(load('reload', '#v=1&lesson=mixing').lessons.getState().done).toBe(0)
  })
})
