import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}

/** Presses Tab until the control has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate((control) => control === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${wanted}.`)
}

test('a lesson is begun from the list and done by keyboard alone; each step is noticed', async ({
  page,
  site,
}) => {
  await page.goto(site)
  await tabTo(page, page.getByRole('button', { name: 'Lessons' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Lessons', exact: true })).toBeFocused()
  await expectAccessible(page)
  await tabTo(page, page.getByRole('button', { name: 'Start: What a singular value decomposition is' }))
  await page.keyboard.press('Enter')
  const lesson = page.getByRole('region', { name: /^Lesson 1/ })
  await expect(lesson.getByRole('status')).toHaveText('0 of 4 steps done.')
  await expect(page.getByRole('region', { name: 'Prompt' })).toHaveCount(0)

  const picture = page.getByRole('region', { name: 'A picture’s singular values' })
  await tabTo(page, picture.getByLabel('Components kept'))
  await page.keyboard.press('Home')
  await expect(lesson.getByRole('status')).toHaveText('1 of 4 steps done.')
  for (let more = 0; more < 15; more++) await page.keyboard.press('ArrowRight')
  await expect(lesson.getByRole('status')).toHaveText('2 of 4 steps done.')
  await expect(picture.getByRole('status')).toContainText('16 of 48')
  await page.keyboard.press('Shift+Tab')
  for (let choice = 0; choice < 3; choice++) await page.keyboard.press('ArrowRight')
  await expect(lesson.getByRole('status')).toHaveText('3 of 4 steps done.')
  await expect(picture.getByRole('status')).toContainText('The noise with 16 of 48 components')

  const map = page.getByRole('region', { name: 'Inspector' })
  await map.scrollIntoViewIfNeeded()
  await tabTo(page, map.getByRole('button', { name: /^Layer/, pressed: true }))
  await page.keyboard.press('ArrowLeft')
  await expect(lesson.getByRole('status')).toHaveText('All 4 steps done.')
  await expect(lesson.getByRole('button', { name: /^Next: What scaling/ })).toBeVisible()
  await expectAccessible(page)

  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.worksheet')).toBeVisible()
  await expect(lesson).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await lesson.getByRole('button', { name: 'Leave the lesson' }).click()
  await expect(page.getByRole('region', { name: 'Prompt' })).toBeVisible()
  await expect(page).not.toHaveURL(/lesson/)
})

test('a teacher’s link shows the parts that were chosen and the task, and nothing else', async ({
  page,
  playground,
  site,
}) => {
  await page.goto(`${site}#v=1&view=lessons&alpha=code:0.5`)
  const maker = page.getByRole('region', { name: 'Make a lesson of your own' })
  await maker.getByRole('checkbox', { name: 'Experts (sliders)' }).uncheck()
  await maker.getByRole('checkbox', { name: 'Engine' }).check()
  await maker.getByRole('textbox', { name: 'Task line' }).fill('What is <b>wrong</b> here?')
  const link = await maker.getByRole('textbox', { name: 'The link' }).inputValue()
  await page.goto('about:blank')
  await page.goto(link)
  await playground.ready()
  await expect(page.getByRole('region', { name: 'Task' })).toContainText('What is <b>wrong</b> here?')
  for (const name of ['Prompt', 'Base output', 'Adapted output', 'Engine'] as const)
    await expect(playground.region(name)).toBeVisible()
  for (const name of ['Experts', 'Two-pass', 'Next token'] as const)
    await expect(playground.region(name)).toHaveCount(0)
  await expect(playground.region('Adapted output')).toContainText('code')
  await page.goto(`${site}#v=1&show=cellar`)
  await page.reload()
  await expect(page.getByRole('alert')).toContainText('cellar')
})
