import { readFileSync } from 'node:fs'
import { axeNow } from '../axe.ts'
import { expectNear, heights, savedCsv } from '../charts.ts'
import { expect, test } from '../fixtures.ts'

test('one α is swept, then two; a point reached by keyboard sets the sliders', async ({ playground }) => {
  const { page } = playground
  await playground.open('#v=1&alpha=math:0,code:0,reasoning:0')
  const region = page.getByRole('region', { name: 'Sweep', exact: true })
  await region.scrollIntoViewIfNeeded()
  await region.getByRole('combobox', { name: 'Step' }).selectOption('1')
  await region.getByRole('spinbutton', { name: 'Fresh items' }).fill('5')
  const run = region.getByRole('button', { name: 'Run the sweep' })
  await run.click()
  await expect(
    region.getByText(/\(4 points\), on 5 fresh items of math: most right at α math 1\.00/),
  ).toBeVisible()
  await expect(run).toBeEnabled()
  const drawn = await heights(region.locator('.sweep-dot'), region.locator('.sweep-field svg'))
  const [, ...points] = await savedCsv(region.getByRole('button', { name: 'Save Sweep as CSV' }))
  expectNear(
    drawn,
    points.map((cells) => Number(cells[3])),
    0.02,
  )

  const curve = region.getByRole('toolbar', { name: 'Right answers' })
  await curve.getByRole('button', { name: /^α math 0\.00: .* right/ }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(region.getByText(/^α math 1\.00: \d+\u202f% right \(/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(playground.slider('math')).toHaveValue('1')
  await expect(curve.getByRole('button', { pressed: true })).toHaveAccessibleName(/^α math 1\.00/)
  // Every point answered with lanes of one batch what the sliders alone would say.
  const answers = region.getByRole('toolbar', { name: 'Answers to the prompt' })
  const adapted = await playground.answer('Adapted output')
  await expect(answers.getByRole('button', { pressed: true })).toContainText(adapted)

  await region.getByRole('combobox', { name: 'and' }).selectOption('code')
  await region.getByRole('combobox', { name: 'Step' }).selectOption('1')
  await run.click()
  const map = region.getByRole('table', { name: 'Right answers' })
  await expect(map.getByRole('button', { name: /^α math 2\.00, α code −1\.00: .* right/ })).toBeVisible()
  await expect(run).toBeEnabled()
  await expect(map.getByRole('button')).toHaveCount(16)
  expect(await axeNow(page, '#sweep')).toEqual([])

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    region.getByRole('button', { name: 'Save Sweep as CSV' }).click(),
  ])
  expect(
    readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n'),
  ).toHaveLength(1 + 16)
})
