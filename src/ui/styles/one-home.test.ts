import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** These change what other sheets have made: for narrow and low pages, and for forced colours. */
const OVER_ALL = ['phone.css', 'phone-forms.css', 'sheet.css', 'low.css', 'forced-colors.css']

it('styles a class in one sheet only: some come later than others, and would change what is shown by then', () => {
  const homes = new Map<string, Set<string>>()
  for (const sheet of readdirSync(import.meta.dirname).filter((name) => name.endsWith('.css'))) {
    if (OVER_ALL.includes(sheet)) continue
    const text = readFileSync(join(import.meta.dirname, sheet), 'utf8').replace(/\/\*.*?\*\//gs, '')
    for (const [, selectors = ''] of text.matchAll(/([^{}]+)\{/g)) {
      for (const selector of selectors.split(',').map((each) => each.trim())) {
        if (/^\.[\w-]+$/.test(selector)) homes.set(selector, (homes.get(selector) ?? new Set()).add(sheet))
      }
    }
  }
  const shared = [...homes].filter(([, sheets]) => sheets.size > 1).map(([name, sheets]) => [name, ...sheets])
  expect(homes.size).toBeGreaterThan(200)
  expect(shared).toEqual([])
})
