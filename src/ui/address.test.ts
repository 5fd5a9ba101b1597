import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pageOptions } from '../state/page-options.fixture.ts'
import { createPlayground, type Playground } from '../state/playground.ts'
import { keepAddress, writeAddress } from './address.ts'

/** The address bar and the history of one tab; an event of a new fragment comes when `tell` is called. */
function openTab(hash: string) {
  const entries = [hash]
  let at = 0
  const location = { hash }
  const go = (step: number): void => {
    at += step
    location.hash = entries[at] ?? ''
  }
  let tell = (): void => {}
  vi.stubGlobal('location', location)
  vi.stubGlobal('history', {
    replaceState: (_: null, __: string, next: string) => {
      entries[at] = next
      location.hash = next
    },
    pushState: (_: null, __: string, next: string) => {
      entries.splice(++at, entries.length, next)
      location.hash = next
    },
  })
  vi.stubGlobal('addEventListener', (_: string, listener: () => void) => {
    tell = listener
  })
  return { entries, location, back: () => go(-1), tell: () => tell() }
}

function openPage(hash = ''): Playground & { tab: ReturnType<typeof openTab> } {
  const tab = openTab(hash)
  const page = createPlayground({
    ...pageOptions(),
    hash,
  })
  keepAddress(page)
  return { ...page, tab }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const RESULTS = { view: 'results', experiment: null } as const

describe('the address', () => {
  it('follows the page once it is quiet, in the entry that is there', () => {
    const { mix, tab, link } = openPage()
    mix.setAlpha('math', 0.5)
    mix.setAlpha('math', 0.75)
    expect(tab.location.hash).toBe('')
    vi.runAllTimers()
    expect(tab.entries).toEqual([link()])
    expect(tab.location.hash).toContain('math:0.75')
  })

  it('follows the page on after it was written at once, as for a link that is copied', () => {
    const { mix, tab, link } = openPage()
    mix.setAlpha('math', 0.5)
    writeAddress(link())
    expect(tab.location.hash).toContain('math:0.5')
    mix.setAlpha('math', 0.75)
    vi.runAllTimers()
    expect(tab.location.hash).toContain('math:0.75')
  })

  it('waits for the end of a drag', () => {
    const { mix, tab } = openPage()
    mix.setDragging(true)
    mix.setAlpha('math', 0.5)
    vi.advanceTimersByTime(2000)
    expect(tab.location.hash).toBe('')
    mix.setDragging(false)
    vi.runAllTimers()
    expect(tab.location.hash).toContain('math:0.5')
  })

  it('makes a change of view a step of its own, after all that was set before it', () => {
    const { mix, view, tab, link } = openPage()
    mix.setAlpha('math', 0.5)
    view.setState(RESULTS)
    expect(tab.entries).toEqual([link({ view: 'playground', experiment: null }), link(RESULTS)])
    expect(tab.entries[0]).toContain('math:0.5')
    vi.runAllTimers()
    tab.back()
    tab.tell()
    expect(view.getState().view).toBe('playground')
    expect(mix.getState().alpha.math).toBe(0.5)
    vi.runAllTimers()
    expect(tab.entries).toHaveLength(2)
    expect(tab.entries[1]).toBe(link(RESULTS))
  })

  it('is not written over while a step back is on its way to the page', () => {
    const { view, tab, settings, link } = openPage()
    view.setState(RESULTS)
    settings.setState({ seed: 7 })
    tab.back()
    vi.runAllTimers()
    tab.tell()
    expect(view.getState().view).toBe('playground')
    vi.runAllTimers()
    expect(tab.location.hash).toBe(link())
  })
})
