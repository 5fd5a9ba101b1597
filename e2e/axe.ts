import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What is seen of a control is in its name: whoever speaks to the page says what they see (WCAG 2.5.3). */
const EXPERIMENTAL = { 'label-content-name-mismatch': { enabled: true } }

/** What axe finds wrong in the page, or in a part of it in both themes, as one line a rule. */
export async function axeFindings(page: Page, part?: string): Promise<string[]> {
  if (part === undefined) return axeNow(page)
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    found.push(...(await axeNow(page, part)))
  }
  await page.emulateMedia({ colorScheme: null })
  return found
}

/** What axe finds wrong as the page stands. */
export function axeNow(page: Page, part?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  return analyse(part === undefined ? axe : axe.include(part))
}

async function analyse(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.options({ rules: EXPERIMENTAL }).withTags(TAGS).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}
