import { expect, test } from '../fixtures.ts'
import { AT_ZERO } from '../playground.ts'

test('paper mode at zero says that nothing is left of the adapted layers', async ({ playground }) => {
  await playground.open()
  const base = await playground.answer('Base output')
  await playground.page.getByRole('combobox', { name: 'Mix mode' }).selectOption('paper')
  await playground.recomputed()
  await expect(playground.region('Experts')).toContainText('zero matrix')
  expect(await playground.answer('Base output')).toBe(base)
  await playground.page.getByRole('combobox', { name: 'Mix mode' }).selectOption('blend')
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).toBe(base)
})

test('reference mode at a zero sum is an error of the adapted output alone, and moving on ends it', async ({
  playground,
}) => {
  await playground.open(`${AT_ZERO}&mode=reference`)
  const problem = playground.region('Adapted output').getByRole('alert')
  await expect(problem).toBeVisible()
  await expect(problem).not.toHaveText(/NaN|undefined/)
  for (const width of [320, 768]) {
    await playground.page.setViewportSize({ width, height: 900 })
    await expect
      .poll(() => playground.page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(width)
  }
  await expect(playground.region('Base output').getByRole('alert')).toHaveCount(0)
  expect(await playground.answer('Base output')).not.toBe('')
  await playground.setAlpha('math', 1)
  await expect(problem).toHaveCount(0)
  expect(await playground.answer('Adapted output')).not.toBe('')
})

test('with one expert only the shape of z counts in reference mode, and blend agrees at 1', async ({
  playground,
}) => {
  await playground.open('#v=1&alpha=math:1,code:0,reasoning:0')
  const blend = await playground.answer('Adapted output')
  await playground.page.getByRole('combobox', { name: 'Mix mode' }).selectOption('reference')
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).toBe(blend)
  await playground.setAlpha('math', 2)
  expect(await playground.answer('Adapted output')).toBe(blend)
})
