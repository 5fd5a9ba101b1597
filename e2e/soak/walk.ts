import type { Browser } from '@playwright/test'
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
    throw new Walked(thrown instanceof Error ? thrown.message : String(thrown), seed, steps)
  }
  return steps.length
}

/** The steps that led to what did not hold. */
export class Walked extends Error {
  readonly steps: readonly Step[]

  constructor(what: string, seed: number, steps: readonly Step[]) {
    super(`${what}\nseed ${seed}, after ${steps.length} steps:\n${JSON.stringify(steps.slice(-40))}`)
    this.steps = steps
  }
}

/** The fewest of the steps that still end badly, found within `ms`. */
export function fewest(
  browser: Browser,
  site: string,
  steps: readonly Step[],
  ms: number,
): Promise<readonly Step[]> {
  const end = Date.now() + ms
  return shrink(
    steps,
    (shorter) => failsAt(browser, site, shorter),
    () => Date.now() > end,
  )
}

async function failsAt(browser: Browser, site: string, steps: readonly Step[]): Promise<boolean> {
  const rest = [...steps]
  try {
    await follow(browser, site, () => rest.shift() ?? null)
    return false
  } catch {
    return true
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
      await watched.always()
      if (++count % CALM_EVERY === 0) await watched.calm()
    }
    await watched.calm()
  } finally {
    await context.close()
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
