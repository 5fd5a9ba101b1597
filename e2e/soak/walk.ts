import type { Browser, Page } from '@playwright/test'
import { createPrng } from '../../src/core/prng.ts'
import { ACTIONS } from './actions.ts'
import { shrink } from './shrink.ts'
import { SoakFailure, watch } from './watch.ts'

/** An action and the seed of all that it draws: replayed, it does the same whatever came before. */
export interface Step {
  readonly action: string
  readonly seed: number
}

export interface WalkOptions {
  readonly browser: Browser
  readonly site: string
  readonly seed: number
  readonly ms: number
  readonly say?: (line: string) => void
}

/** Steps between two times at which all must come to rest. */
const CALM_EVERY = 12
/** A page that loads itself again more often than that while it is looked at does so for ever. */
const MOST_LOADS = 5

/**
 * Does random things in a fresh page until the time is over.
 * @returns how many
 * @throws Walked when something did not hold
 */
export async function walk({ browser, site, seed, ms, say = () => undefined }: WalkOptions): Promise<number> {
  const end = Date.now() + ms
  const prng = createPrng(seed)
  const steps: Step[] = []
  const next = (): Step | null => {
    // The last pause must fit in.
    if (Date.now() > end - 6000) return null
    const step = { action: draw(prng.uniform()), seed: prng.integer(2 ** 31) }
    steps.push(step)
    say(`${steps.length} ${step.action}`)
    return step
  }
  try {
    await follow(browser, site, next)
  } catch (thrown) {
    throw new Walked(wordsOf(thrown), seed, steps)
  }
  return steps.length
}

/** The steps that led to what did not hold. */
export class Walked extends Error {
  readonly steps: readonly Step[]
  readonly what: string

  constructor(what: string, seed: number, steps: readonly Step[]) {
    super(`${what}\nseed ${seed}, after ${steps.length} steps:\n${JSON.stringify(steps.slice(-40))}`)
    this.steps = steps
    this.what = what
  }
}

/** The fewest of the steps that still end in the same way, found within `ms`. */
export function fewest(
  browser: Browser,
  site: string,
  { steps, what }: Walked,
  ms: number,
): Promise<readonly Step[]> {
  const end = Date.now() + ms
  return shrink(
    steps,
    async (shorter) => kindOf((await endOf(browser, site, shorter)) ?? '') === kindOf(what),
    () => Date.now() > end,
  )
}

/** What did not hold at the end of the steps; null where all did. */
async function endOf(browser: Browser, site: string, steps: readonly Step[]): Promise<string | null> {
  const rest = [...steps]
  try {
    await follow(browser, site, () => rest.shift() ?? null)
    return null
  } catch (thrown) {
    return wordsOf(thrown)
  }
}

async function follow(browser: Browser, site: string, next: () => Step | null): Promise<void> {
  const context = await browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 900 },
  })
  try {
    const page = await context.newPage()
    // tsx marks functions with this, which they do not find in the page.
    await page.addInitScript('globalThis.__name = (named) => named')
    const watched = await watch(page, site)
    await page.goto(site)
    let count = 0
    for (let step = next(); step; step = next()) {
      const action = ACTIONS.find(({ name }) => name === step?.action)
      // What was there a moment ago may be gone when it is reached for.
      await action?.run(page, createPrng(step.seed)).catch(unlessFailure)
      await page.waitForTimeout(createPrng(step.seed + 1).integer(250))
      await onceLoaded(page, watched.always)
      if (++count % CALM_EVERY === 0) await onceLoaded(page, watched.calm)
    }
    await onceLoaded(page, watched.calm)
  } finally {
    await context.close()
  }
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** A failure without its numbers and what it cites: the same one says others each time. */
function kindOf(what: string): string {
  return what.replace(/“[^”]*”|\d+/g, '#').slice(0, 60)
}

/** Another language and a step back load the page anew, which ends whatever is being looked at: it is looked at again. */
async function onceLoaded(page: Page, look: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await look()
    } catch (thrown) {
      if (tries === MOST_LOADS || !/context was destroyed|navigation/.test(wordsOf(thrown))) throw thrown
      await page.waitForLoadState()
    }
  }
}

function unlessFailure(thrown: unknown): void {
  if (thrown instanceof SoakFailure) throw thrown
}

function draw(share: number): string {
  const total = ACTIONS.reduce((sum, { weight }) => sum + weight, 0)
  let left = share * total
  for (const { name, weight } of ACTIONS) {
    left -= weight
    if (left < 0) return name
  }
  return ACTIONS[0]?.name ?? ''
}
