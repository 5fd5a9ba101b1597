import { readFileSync } from 'node:fs'
import { axeNow } from '../axe.ts'
import { expect, test } from '../fixtures.ts'

test('an answer is read token by token, by keyboard, and follows the sliders', async ({ playground }) => {
  const { page } = playground
  await playground.open('#v=1&alpha=math:1,code:0,reasoning:0')
  await playground.button('Every token of the answer').click()
  const region = page.getByRole('region', { name: 'Next-token lens', exact: true })
  await expect(
    region.getByText(/^Along the adapted output \(\d+ tokens\) the two answers part at/),
  ).toBeVisible()
  const parting = region.getByRole('button', { name: /the answers part here/ })
  await expect(parting).toHaveAttribute('aria-pressed', 'true')
  await expect(parting).toHaveText(/part here/)
  await parting.focus()
  await page.keyboard.press('End')
  await expect(region.getByRole('heading', { name: /“<\|end\|>”/ })).toBeVisible()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await expect(region.getByRole('heading', { name: /^Token 2 of/ })).toBeVisible()
  await expect(region.getByRole('list', { name: 'Base: likeliest tokens in place of token 2' })).toBeVisible()

  await region.getByRole('switch', { name: 'each expert alone too' }).check()
  await expect(region.getByRole('list', { name: /^code alone: likeliest/ })).toBeVisible()
  expect(await axeNow(page, '#lens')).toEqual([])

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    region.getByRole('button', { name: 'Save Next-token lens as CSV' }).click(),
  ])
  const [head = '', ...lines] = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n')
  expect(head).toContain('KL adapted from base')
  // A shorter answer takes the focused token away: the keyboard goes on at the one that is looked at now.
  await region.getByRole('button', { name: /<\|end\|>/ }).press('End')
  const go = (alpha: number) =>
    page.evaluate((to) => location.assign(`#v=1&alpha=math:${to},code:0,reasoning:0`), alpha)
  await go(0)
  await expect(region.getByText(/both models find the same tokens equally likely/)).toBeVisible()
  await expect(region.getByRole('button', { pressed: true })).toBeFocused()
  await go(1)
  await expect(parting).toBeVisible()
  await region.getByRole('switch', { name: 'Show as table' }).check()
  await expect(region.getByRole('row')).toHaveCount(1 + lines.length)

  // Out of sight it rests; back in sight it reads what stands there now.
  await playground.button('Reset all').click()
  await playground.recomputed()
  // Out of sight nothing is read, and nothing says that it is.
  await expect(region.locator('[aria-busy="true"]')).toHaveCount(0)
  await region.scrollIntoViewIfNeeded()
  await expect(region.getByText(/both models find the same tokens equally likely/)).toBeVisible()
})
