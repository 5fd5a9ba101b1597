import { axeNow } from '../axe.ts'
import { savedCsv } from '../charts.ts'
import { expect, test } from '../fixtures.ts'

test('an expert is looked at and another one drawn by keyboard, and the outputs follow', async ({
  playground,
}) => {
  const { page } = playground
  await playground.open()
  const base = await playground.answer('Base output')
  expect(await playground.answer('Adapted output')).toBe(base)
  const region = page.getByRole('region', { name: 'Inspector', exact: true })
  await region.scrollIntoViewIfNeeded()
  await expect(region.getByText(/^math changes the weights by/)).toBeVisible()
  const cell = region.getByRole('button', { name: /^Layer 4, down: changed by/ })
  await expect(cell).toHaveAttribute('aria-pressed', 'true')
  await cell.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowLeft')
  await expect(region.getByRole('button', { name: /^Layer 3, up: changed by/ })).toBeFocused()
  await expect(region.getByRole('heading', { name: /^Layer 3, up/ })).toBeVisible()
  await expect(region.getByRole('cell', { name: /^towards .*away from/ })).toHaveCount(8)

  await region.getByRole('combobox', { name: 'Compare with' }).selectOption('code')
  await expect(region.getByText(/Between math and code the weights differ by/)).toBeVisible()
  const told = await region
    .getByRole('table', { name: /math/ })
    .first()
    .getByRole('button', { name: /changed by/ })
    .evaluateAll((cells) =>
      cells.map((cell) => /by (\d+\.\d)/.exec(cell.getAttribute('aria-label') ?? '')?.[1]),
    )
  const switches = region.getByRole('switch', { name: 'Show as table' })
  await switches.first().check()
  await region.getByRole('button', { name: /^Change math/ }).click()
  await expect(region.getByRole('row').nth(1)).toHaveAccessibleName(/Look at layer 4, down/)

  const [head = [], ...lines] = await savedCsv(
    region.getByRole('button', { name: 'Save z − 1 of every matrix as CSV' }),
  )
  const changes = lines.map((cells) => (100 * Number(cells[head.indexOf('change math')])).toFixed(1))
  expect(changes).toHaveLength(28)
  expect([...told].sort()).toEqual(changes.sort())
  await switches.first().uncheck()

  await region.getByRole('radio', { name: 'all matrices' }).check({ force: true })
  const handle = region.getByRole('slider', { name: 'Gain of the largest singular values' })
  await handle.focus()
  await page.keyboard.press('End')
  await expect(playground.slider('drawn')).toHaveValue('1')
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).not.toBe(base)
  await expect(region.getByRole('combobox', { name: 'Show' })).toHaveValue('drawn')
  await expect(region.getByText(/^drawn changes the weights by/)).toBeVisible()
  // A link holds names and α, not numbers that were drawn: whoever copies it hears so.
  await playground.button('Copy link').click()
  await expect(page.getByRole('status').filter({ hasText: 'only names drawn' })).toBeVisible()

  await region.getByRole('button', { name: 'Undo' }).click()
  await expect(handle).toHaveValue('1')
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).toBe(base)

  await region.getByRole('combobox', { name: 'Begin with' }).selectOption('math')
  await expect(region.getByText(/^drawn changes the weights by/)).toBeVisible()
  await region.getByRole('slider', { name: /^Rank view/ }).fill('4')
  await expect(region.getByText(/of the change is left in this matrix/)).toBeVisible()
  expect(await axeNow(page, '#inspect')).toEqual([])
})
