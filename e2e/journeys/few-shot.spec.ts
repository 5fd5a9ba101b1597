import { axeNow } from '../axe.ts'
import { expectNear, savedCsv } from '../charts.ts'
import { expect, test } from '../fixtures.ts'
import type { Playground } from '../playground.ts'

/** A search small enough for two cores. */
async function openSearch(playground: Playground, population = 8, generations = 2) {
  await playground.open('#v=1&alpha=math:0,code:0,reasoning:0&strategy=few-shot')
  const card = playground.region('Two-pass')
  await card.getByText('Settings of the search').click()
  await card.getByRole('spinbutton', { name: 'Candidates a generation' }).fill(String(population))
  await card.getByRole('spinbutton', { name: 'Generations' }).fill(String(generations))
  return card
}

/** Values on the axis of the places that they are drawn at: the least and the greatest lie where theirs are. */
function alike(places: readonly number[], values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const [left, right] = [Math.min(...places), Math.max(...places)]
  return values.map((value) => left + ((right - left) * (value - low)) / (high - low || 1))
}

test('a search over α finds a mix, which goes onto the sliders and is measured on fresh items', async ({
  playground,
}) => {
  const { page } = playground
  const card = await openSearch(playground)
  await card.getByRole('combobox', { name: 'Family' }).selectOption('math')
  await card.getByRole('spinbutton', { name: 'How many' }).fill('4')
  // The seed of the search is the one that a link carries.
  const seed = card.getByRole('spinbutton', { name: 'Seed' })
  await seed.fill('5')
  await expect(page).toHaveURL(/&seed=5(&|$)/)
  await seed.fill('1')
  await card.getByRole('button', { name: 'Search α' }).click()
  await expect(card.getByText(/^Best so far: /)).toBeVisible({ timeout: 30_000 })
  await expect(card.getByRole('button', { name: 'Search α' })).toBeVisible({ timeout: 30_000 })
  await expect(card.getByText(/^In generation 2 the candidates (all )?score/)).toBeVisible()

  // One plot an expert, each with a scale for α and one for the score.
  const plots = card.locator('.recharts-wrapper', { has: page.locator('.recharts-scatter') })
  await expect(plots).toHaveCount(3)
  for (const tick of ['0.5', '50 %']) await expect(plots.getByText(tick, { exact: true })).toHaveCount(3)
  const drawn = await card
    .locator('.recharts-scatter')
    .evaluateAll((series) =>
      series
        .filter((one) => one.querySelector('circle[opacity="0.85"]'))
        .map((one) => [...one.querySelectorAll('circle')].map((dot) => Number(dot.getAttribute('cx')))),
    )
  await card.getByRole('switch', { name: 'Show as table' }).check()
  await expect(card.getByRole('row')).toHaveCount(1 + 8 + 1 + 2 + 1 + 2)
  const [, ...candidates] = await savedCsv(
    card.getByRole('button', { name: 'Save Candidates: α against score as CSV' }),
  )
  expect(drawn).toHaveLength(3)
  for (const [index, places] of drawn.entries())
    expectNear(
      places,
      alike(
        places,
        candidates.map((cells) => Number(cells[1 + index])),
      ),
      2,
    )

  const told = (await card.getByText(/^Best so far: /).textContent()) ?? ''
  const alpha = /math (−?\d\.\d\d)/.exec(told)?.[1] ?? ''
  await card.getByRole('button', { name: 'Put on the sliders' }).click()
  await expect(playground.numberBox('math')).toHaveValue(alpha)
  await expect(playground.region('Expert weights').getByText('few-shot').first()).toBeVisible()
  const presets = playground.region('Experts').getByRole('combobox', { name: 'Preset' })
  const found = presets.getByRole('option', { name: /^found by the search \(CEM\): / })
  await expect(found).toHaveJSProperty('selected', true)
  await presets.selectOption('base only')
  await expect(playground.numberBox('math')).toHaveValue('0.00')
  await presets.selectOption((await found.textContent()) ?? '')
  await expect(playground.numberBox('math')).toHaveValue(alpha)

  await card.getByRole('button', { name: 'Try on 200 fresh items' }).click()
  await expect(card.getByText(/fresh items of math that the search never saw: base/)).toBeVisible({
    timeout: 30_000,
  })
  await card.getByRole('button', { name: 'Cancel' }).click()
  expect(await axeNow(page)).toEqual([])
})

test('own examples are checked line by line, kept, and searched; stopping keeps the best', async ({
  playground,
}) => {
  const card = await openSearch(playground, 128, 50)
  await card.getByRole('radio', { name: 'your own' }).check({ force: true })
  const text = card.getByRole('textbox', { name: /Your examples/ })
  await text.fill('what is 2 plus 3 ? => 5\nwhat is 4 plus 4 ?')
  await expect(card.getByText(/^Line 2: /)).toBeVisible()
  await expect(card.getByRole('button', { name: 'Search α' })).toBeDisabled()
  await text.fill('what is 2 plus 3 ? => 5\nwhat is 4 plus 4 ? => 8')
  await expect(card.getByText('2 examples')).toBeVisible()
  await card.getByRole('button', { name: 'Search α' }).click()
  await expect(card.getByText(/^Best so far: /)).toBeVisible({ timeout: 30_000 })
  // Not a click, which waits until a page that draws a chart a generation stands still: the search may be over by then.
  await card.getByRole('button', { name: 'Stop and keep the best' }).press('Enter')
  await expect(card.getByText(/^Stopped after \d+ generations?\b/)).toBeVisible()
  await expect(card.getByText(/^Best so far: /)).toBeVisible()

  await card.getByRole('radio', { name: 'prompt' }).check({ force: true })
  await card.getByRole('radio', { name: 'few-shot' }).check({ force: true })
  await expect(text).toHaveValue(/what is 4 plus 4 \? => 8/)
})
