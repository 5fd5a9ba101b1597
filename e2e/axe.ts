import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong in the page, or in a part of it in both themes, as one line a rule. */
export async function axeFindings(page: Page, part?: string): Promise<string[]> {
  if (part === undefined) return analyse(new AxeBuilder({ page }))
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    found.push(...(await analyse(new AxeBuilder({ page }).include(part))))
  }
  await page.emulateMedia({ colorScheme: null })
  return found
}

async function analyse(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.withTags(TAGS).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
