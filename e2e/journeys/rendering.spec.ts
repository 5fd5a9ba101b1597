import { takeCalls, watchCalls } from '../calls.ts'
import { expect, test } from '../fixtures.ts'
import { takeRenders, watchRenders } from '../renders.ts'

/** What a move of α math may render: whatever shows α, the answer, or how it came. */
const MAY_FOLLOW = [
  ...['α math', 'Experts', 'outputs', 'Base output', 'Adapted output'],
  ...['Next token', 'Expert weights', 'Engine', 'Inspector', 'Next-token lens', 'Sweep', 'Two-pass'],
]

const MOST_COMMITS = 20
const PRESSES = 40

test('a slider’s move renders what follows it, a few times, and nothing else of the page; one answer is asked for at a time', async ({
  playground,
}) => {
  const { page } = playground
  await watchRenders(page)
  await watchCalls(page)
  await playground.open()
  // Everything that is fetched when it comes near is there.
  for (const [name, words] of [
    ['Inspector', /changes the weights by/],
    ['Confusion matrix', /recognises/],
    ['Measured accuracy', /Share of right answers/],
    ['Train an expert', /are listed here/],
  ] as const) {
    const region = page.getByRole('region', { name, exact: true })
    await region.scrollIntoViewIfNeeded()
    await expect(region.getByText(words).first()).toBeVisible()
  }
  await playground.slider('math').focus()
  const moves: (readonly string[])[] = []
  const counts: number[] = []
  for (let press = 0; press < 3; press++) {
    await playground.recomputed()
    await takeRenders(page)
    await page.keyboard.press('ArrowRight')
    await playground.recomputed()
    const { commits, places } = await takeRenders(page)
    moves.push(places)
    counts.push(commits)
  }
  // One for the move, one for a frame in which tokens came, and what says that all is done: mostly six in all.
  expect(Math.min(...counts), `commits of each move: ${counts}`).toBeLessThanOrEqual(MOST_COMMITS)
  // What came late, as a chart's script, renders once; what follows the slider renders with every move.
  const following = moves[0]?.filter((place) => moves.every((places) => places.includes(place))) ?? []
  expect(following).toEqual(expect.arrayContaining(['α math', 'Adapted output', 'Expert weights']))
  expect(following.filter((place) => !MAY_FOLLOW.includes(place))).toEqual([])

  // Faster than anything answers: what is not the newest any more is not asked, or cancelled first.
  await takeCalls(page)
  for (let press = 0; press < PRESSES; press++)
    await page.keyboard.press(press < 20 ? 'ArrowLeft' : 'ArrowRight')
  await playground.recomputed()
  const { made, mostAtOnce } = await takeCalls(page)
  expect(made.generate).toBeGreaterThan(0)
  expect(made.generate).toBeLessThanOrEqual(PRESSES)
  expect(Object.entries(mostAtOnce).filter(([, most]) => most > 1)).toEqual([])
})
