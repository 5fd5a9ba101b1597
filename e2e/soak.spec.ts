import { expect, test } from './fixtures.ts'
import { shrink } from './soak/shrink.ts'
import { walk } from './soak/walk.ts'

/** Another seed is another walk: `npm run soak` draws one. */
const SEED = 7
const MS = 120_000

test('two minutes of random actions leave no error, no stuck state and no number that is none', async ({
  browser,
  site,
}) => {
  test.setTimeout(MS + 60_000)
  const steps = await walk({ browser, site, seed: SEED, ms: MS })
  expect(steps).toBeGreaterThan(30)
})

test('a list of steps is shrunk to those that are needed', async () => {
  const steps = Array.from({ length: 40 }, (_, i) => i)
  let tries = 0
  const fewest = await shrink(steps, async (some) => {
    tries++
    return some.includes(7) && some.includes(31)
  })
  expect(fewest).toEqual([7, 31])
  expect(tries).toBeLessThan(100)
  const first = await shrink(
    steps,
    async () => true,
    () => true,
  )
  expect(first).toEqual(steps)
})
