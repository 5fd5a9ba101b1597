import { expect, test } from '../fixtures.ts'

test('a first visit is offered a tour, which can be left, goes on after a reload, and is not offered twice', async ({
  page,
  site,
}) => {
  await page.goto(site)
  await page.getByRole('button', { name: 'Take the tour' }).press('Enter')
  const card = page.getByRole('dialog')
  await expect(card.getByRole('heading', { name: 'Ask something' })).toBeFocused()
  await card.getByRole('button', { name: 'Next' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Experts' })).toHaveClass(/tour-here/)
  await card.getByRole('button', { name: 'Next' }).press('Enter')
  await page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await expect(page.locator('.tour-here')).toHaveCount(0)
  // A keyboard goes on where the tour was left.
  await expect(page.locator('#outputs :focus')).toHaveCount(1)

  await page.reload()
  await expect(page.getByRole('region', { name: 'Prompt' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Take the tour' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Tour', exact: true }).click()
  await expect(card).toContainText('Tour, 3 of 7')
  for (let stop = 3; stop < 7; stop++) await card.getByRole('button', { name: 'Next' }).click()
  await card.getByRole('button', { name: 'Done' }).press('Enter')
  await expect(card).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Open a model/ })).toBeFocused()
})
