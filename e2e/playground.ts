import { expect, type Locator, type Page } from '@playwright/test'

export const REGIONS = [
  'Prompt',
  'Experts',
  'Base output',
  'Adapted output',
  'Two-pass',
  'Expert weights',
  'Confusion matrix',
  'Next token',
  'Engine',
  'Train an expert',
] as const
export type RegionName = (typeof REGIONS)[number]

/** Every slider at 0, whatever example the page starts with. */
export const AT_ZERO = '#v=1&alpha=math:0,code:0,reasoning:0'

/** The page as a visitor finds their way in it: by roles and accessible names only. */
export class Playground {
  readonly page: Page
  readonly site: string

  constructor(page: Page, site: string) {
    this.page = page
    this.site = site
  }

  /** Opens the page and waits until both outputs have been computed. */
  async open(hash: string = AT_ZERO): Promise<void> {
    await this.page.goto(this.site + hash)
    await this.ready()
  }

  async ready(): Promise<void> {
    await expect(this.region('Engine').getByText('tokens a second')).toBeVisible({ timeout: 45_000 })
    await this.settled()
  }

  /** Both answers are written to their end, or an error stands in their place. */
  async settled(): Promise<void> {
    for (const name of ['Base output', 'Adapted output'] as const) {
      const region = this.region(name)
      await expect(region.locator('[aria-busy]')).toHaveAttribute('aria-busy', 'false')
      await expect(region.getByText('being recomputed')).toHaveCount(0)
    }
  }

  region(name: RegionName): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  slider(name: string): Locator {
    return this.page.getByRole('slider', { name: `α ${name}`, exact: true })
  }

  numberBox(name: string): Locator {
    return this.page.getByRole('spinbutton', { name: `α ${name}`, exact: true })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** The text of an output, without what is still standing there of the answer before. */
  async answer(which: 'Base output' | 'Adapted output'): Promise<string> {
    await this.settled()
    return ((await this.region(which).locator('.token-run').textContent()) ?? '').trim()
  }

  /** Probabilities of the first tokens as they stand in the page, as text. */
  async nextTokens(): Promise<string> {
    return (await this.region('Next token').getByRole('list').textContent()) ?? ''
  }

  /** Sets α by its number box and waits for the answer. */
  async setAlpha(name: string, value: number): Promise<void> {
    await this.numberBox(name).fill(String(value))
    await this.page.keyboard.press('Tab')
    await expect(this.slider(name)).toHaveValue(String(value))
    await this.recomputed()
  }

  async ask(prompt: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Your prompt' }).fill(prompt)
    await this.page.keyboard.press('Enter')
    await this.recomputed()
  }

  /** A change reaches the outputs within a frame or two: lets that pass, then waits for their end. */
  async recomputed(): Promise<void> {
    await this.page.waitForTimeout(120)
    await this.settled()
  }
}
