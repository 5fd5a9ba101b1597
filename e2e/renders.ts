import type { Page } from '@playwright/test'

/** What is read of React's tree. */
interface Fiber {
  readonly tag: number
  readonly flags: number
  readonly child: Fiber | null
  readonly sibling: Fiber | null
  readonly return: Fiber | null
  readonly alternate: Fiber | null
  readonly stateNode: unknown
}

export interface Renders {
  readonly commits: number
  /** Where components rendered: an expert's row, a region by its heading, else the kind of element. */
  readonly places: readonly string[]
}

/** Listens to React's commits as its developer tools do, which the built page tells as well. To be called before it opens. */
export function watchRenders(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    /** Of React: functions, classes, forwarded and memoised ones; an element of the page; what a render leaves behind. */
    const COMPONENTS = [0, 1, 11, 14, 15]
    const ELEMENT = 5
    const RENDERED = 1
    const seen = { commits: 0, places: new Set<string>() }
    Object.assign(window, { seenRenders: seen })

    function placeOf(fiber: Fiber): string {
      const inside = [fiber.child]
      for (let next = inside.shift(); next !== undefined; next = inside.shift()) {
        if (next?.tag === ELEMENT && next.stateNode instanceof Element) return nameOf(next.stateNode)
        if (next) inside.push(next.child, next.sibling)
      }
      for (let up = fiber.return; up; up = up.return)
        if (up.tag === ELEMENT && up.stateNode instanceof Element) return nameOf(up.stateNode)
      return 'page'
    }

    function nameOf(element: Element): string {
      const row = element.closest('fieldset[data-expert]')
      if (row) return `α ${row.getAttribute('data-expert')}`
      const region = element.closest('section')
      const heading = document.getElementById(region?.getAttribute('aria-labelledby') ?? '')
      return (
        heading?.textContent ??
        element.closest('header, footer, .outputs, main')?.className ??
        element.tagName
      )
    }

    function collect(now: Fiber, before: Fiber | null): void {
      if (before && before !== now && COMPONENTS.includes(now.tag) && now.flags & RENDERED)
        seen.places.add(placeOf(now))
      if (now.child === before?.child) return
      for (let child = now.child; child; child = child.sibling) collect(child, child.alternate)
    }

    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        ...{ supportsFiber: true, isDisabled: false, renderers: new Map(), inject: () => 1 },
        ...{ checkDCE: () => {}, onCommitFiberUnmount: () => {}, onPostCommitFiberRoot: () => {} },
        onCommitFiberRoot(_: number, { current }: { current: Fiber }) {
          seen.commits += 1
          collect(current, current.alternate)
        },
      },
    })
  })
}

/** What has rendered since this was last asked. */
export function takeRenders(page: Page): Promise<Renders> {
  return page.evaluate(() => {
    const { seenRenders: seen } = window as unknown as {
      seenRenders: { commits: number; places: Set<string> }
    }
    const taken = { commits: seen.commits, places: [...seen.places].sort() }
    seen.commits = 0
    seen.places.clear()
    return taken
  })
}
