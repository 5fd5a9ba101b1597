import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { MADE_UP_EXPERIMENT } from '../../src/state/testing/made-up-experiment.ts'
import { axeNow } from '../axe.ts'
import { expect, test } from '../fixtures.ts'
import type { Playground } from '../playground.ts'

const HASH = '#v=1&view=results'

const CURVES = {
  ...MADE_UP_EXPERIMENT,
  name: 'curves',
  title: 'Made-up curves',
  tables: [
    {
      caption: 'Made-up curves',
      figure: 'lines',
      axis: 'step',
      columns: [0, 30, 60].map((place) => ({ name: String(place), unit: 'percent' })),
      rows: [
        {
          name: 'KL weight 0',
          cells: [{ value: 0.5 }, { value: 0.9, interval: [0.85, 0.95] }, { value: 0.7 }],
        },
        { name: 'KL weight 0.1', cells: [{ value: 0.5 }, { value: 0.6 }, { value: 0.8 }] },
      ],
    },
  ],
}

const CONFUSION = {
  ...MADE_UP_EXPERIMENT,
  name: 'confusion',
  title: 'Made-up confusion',
  tables: [
    {
      caption: 'A made-up matrix',
      figure: 'matrix',
      columns: ['math', 'code'].map((name) => ({ name, unit: 'percent' })),
      rows: [
        { name: 'math', cells: [{ value: 0.9 }, { value: 0.1 }] },
        { name: 'code', cells: [{ value: 0.3 }, { value: 0.7 }] },
      ],
    },
  ],
}

const MADE_UP: Readonly<Record<string, string>> = {
  'training-tasks': JSON.stringify(MADE_UP_EXPERIMENT),
  curves: JSON.stringify(CURVES),
  confusion: JSON.stringify(CONFUSION),
  times: '{"command": "t2 experiment times", "date"',
}

/** Made-up files in place of the measured ones: three that are whole, one that is broken, and no other. */
async function serveMadeUp(page: Page, files = MADE_UP): Promise<void> {
  await page.route('**/results/experiments/*.json', (route) => {
    const name = new URL(route.request().url()).pathname.replace(/^.*\/(.*)\.json$/, '$1')
    const body = files[name]
    return body ? route.fulfill({ contentType: 'application/json', body }) : route.fulfill({ status: 404 })
  })
}

async function openResults({ page, site }: Playground, hash = HASH, files = MADE_UP): Promise<void> {
  await serveMadeUp(page, files)
  await page.goto(site + hash)
  await expect(
    page.getByRole('region', { name: /^Table 1:/ }).getByText('Accuracy of nothing real'),
  ).toBeVisible()
}

const part = (page: Page, place: string): Locator =>
  page.getByRole('region', { name: new RegExp(`^${place}:`) })

test('the header leads to the results and back, also by the browser’s own button', async ({ playground }) => {
  const { page } = playground
  await serveMadeUp(page)
  await playground.open('#v=1&alpha=math:0.5,code:0,reasoning:0')
  await playground.button('Results').click()
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeFocused()
  await expect(page).toHaveURL(/alpha=math:0\.5.*&view=results/)
  await expect(page).toHaveTitle(/^Results/)
  await expect(playground.slider('math')).toHaveCount(0)
  await page.goBack()
  await expect(playground.button('Results')).toBeFocused()
  await expect(playground.slider('math')).toHaveValue('0.5')
  await expect(page).toHaveTitle(/^Transformer²/)
})

test('the playground keeps what was typed, set and opened in it behind the results', async ({
  playground,
}) => {
  const { page } = playground
  await serveMadeUp(page)
  await playground.open()
  const draft = page.getByRole('textbox', { name: 'Your prompt' })
  await draft.fill('half a que')
  await playground.region('Next token').getByRole('switch', { name: 'Show as table' }).check()
  await playground.slider('math').press('End')
  const base = await playground.answer('Base output')
  const adapted = await playground.answer('Adapted output')
  const unchanged = async (): Promise<void> => {
    await expect(playground.slider('math')).toHaveValue('2')
    await expect(playground.region('Expert weights')).toContainText('you')
    await expect(draft).toHaveValue('half a que')
    await expect(playground.region('Next token').getByRole('switch', { name: 'Show as table' })).toBeChecked()
    expect(await playground.answer('Base output')).toBe(base)
    expect(await playground.answer('Adapted output')).toBe(adapted)
  }
  await playground.button('Results').click()
  await playground.button('Playground').click()
  await unchanged()
  await page.goBack()
  await expect(page.getByRole('navigation', { name: 'Experiments' })).toBeVisible()
  await page.goBack()
  await unchanged()
  await page.goForward()
  await expect(page.getByRole('navigation', { name: 'Experiments' })).toBeVisible()
})

test('a slider that was just moved is not set back by a step back from the results', async ({
  playground,
}) => {
  const { page } = playground
  await serveMadeUp(page)
  await playground.open()
  // Sooner than the address follows the slider.
  await page.evaluate(() => {
    const slider = document.querySelector<HTMLInputElement>('input[type=range]')
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    set?.call(slider, '1.25')
    slider?.dispatchEvent(new Event('input', { bubbles: true }))
    document.getElementById('view-button')?.click()
  })
  await expect(page.getByRole('navigation', { name: 'Experiments' })).toBeVisible()
  await page.goBack()
  await expect(playground.slider('math')).toHaveValue('1.25')
})

test('a link without a view leads from the results to the playground', async ({ playground }) => {
  const { page } = playground
  await openResults(playground)
  await page.evaluate(() => {
    location.hash = '#v=1&alpha=math:0.5,code:0,reasoning:0'
  })
  await expect(playground.slider('math')).toHaveValue('0.5')
  await expect(page.getByRole('navigation', { name: 'Experiments' })).toHaveCount(0)
})

test('an experiment tells its verdict, both sides, how it was made, and gives its numbers away', async ({
  playground,
}) => {
  const { page } = playground
  await openResults(playground)
  const first = part(page, 'Table 1')
  await expect(first.getByText('The paper: SVF wins.')).toBeVisible()
  await expect(first.getByText('Our model shows a part of it.')).toBeVisible()
  await expect(first.getByRole('listitem').first()).toHaveText(
    /SVF better than base: ✓ yes on math, \? unclear on code/,
  )
  await expect(
    first.getByText(/Highest on math \(90\.0\s%\): “SVF”; on code \(80\.0\s%\): “LoRA” and “SVF”/),
  ).toBeVisible()
  await expect(first.getByText('npm run -s t2 -- experiment training-tasks')).toBeVisible()
  await expect(first.getByText(/200 test items each, training seeds 1, 2, 3.*2\sJanuary\s2026/)).toBeVisible()

  await first.getByRole('switch', { name: 'Show as table' }).check()
  await expect(
    first.getByRole('row', { name: /^LoRA 81\s920 70\.0 \[55\.0, 85\.0\] seeds 60\.0, 70\.0, 80\.0/ }),
  ).toBeVisible()
  await expect(first.getByRole('row', { name: /^SVF 80\.0/ })).toBeVisible()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    first.getByRole('button', { name: 'Download JSON' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('training-tasks.json')
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toEqual(MADE_UP_EXPERIMENT)
})

test('a file that is missing and one that is broken say so, each with its command', async ({
  playground,
}) => {
  const { page } = playground
  await openResults(playground)
  const missing = part(page, 'Table 2')
  await expect(missing.getByText('Not measured yet.')).toBeVisible()
  await expect(missing.getByText('npm run -s t2 -- experiment unseen-tasks')).toBeVisible()
  await expect(missing.getByRole('alert')).toHaveCount(0)
  const broken = part(page, 'Table 3')
  await expect(broken.getByRole('alert')).toContainText('results/experiments/times.json is not JSON.')
  await expect(broken.getByRole('button', { name: 'Load again' })).toBeVisible()
})

test('a link opens one experiment, loads no model for it, and the contents lead to the others', async ({
  playground,
}) => {
  const { page } = playground
  const model: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/models/')) model.push(request.url())
  })
  await openResults(playground, `${HASH}&experiment=confusion`)
  await expect(part(page, 'Figure 6')).toBeInViewport()
  await expect(part(page, 'Figure 6')).toBeFocused()
  await page
    .getByRole('navigation', { name: 'Experiments' })
    .getByRole('button', { name: /Learning curves/ })
    .press('Enter')
  await expect(part(page, 'Figure 4')).toBeFocused()
  await expect(page).toHaveURL(/experiment=curves/)
  expect(model).toEqual([])
})

test('the chart library is fetched for curves only', async ({ playground }) => {
  const { page } = playground
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  const { curves: _, ...rest } = MADE_UP
  await openResults(playground, HASH, rest)
  await expect(part(page, 'Figure 6').getByText('Right most often')).toBeVisible()
  const charts = () => fetched.filter((url) => url.includes('line-figure'))
  expect(charts()).toEqual([])
  await openResults(playground, '#v=1&view=results&seed=2')
  await page.reload()
  await expect(part(page, 'Figure 4').locator('.recharts-line').first()).toBeVisible()
  expect(charts()).not.toEqual([])
})

test('a keyboard alone reads an experiment as a table and takes its command along', async ({
  context,
  playground,
}) => {
  const { page } = playground
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openResults(playground, `${HASH}&experiment=training-tasks`)
  const first = part(page, 'Table 1')
  await expect(first).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(first.getByRole('table')).toBeVisible()
  const copy = first.getByRole('button', { name: 'Copy command' })
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press('Tab')
    if (await copy.and(page.locator(':focus')).count()) break
  }
  await page.keyboard.press('Enter')
  await expect(first.getByText('Copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'npm run -s t2 -- experiment training-tasks',
  )
})

for (const [colorScheme, width] of [
  ['light', 1280],
  ['light', 360],
  ['dark', 1280],
  ['dark', 360],
] as const) {
  test.describe(() => {
    test.use({ colorScheme, viewport: { width, height: 800 } })

    test(`axe finds nothing in the results in ${colorScheme} at ${width} pixels`, async ({ playground }) => {
      const { page } = playground
      await openResults(playground)
      await expect(part(page, 'Figure 4').locator('.recharts-line').first()).toBeVisible()
      for (const asTable of [false, true]) {
        if (asTable) for (const one of await page.getByRole('switch').all()) await one.check()
        for (const fold of await page.locator('summary').all()) await fold.click()
        expect(await axeNow(page)).toEqual([])
      }
    })
  })
}

test.describe('on a narrow phone', () => {
  test.use({ viewport: { width: 320, height: 640 } })

  test('the results need no sideways scrolling, and leave no room for the sheet of sliders', async ({
    playground,
  }) => {
    const { page } = playground
    await openResults(playground)
    const wider = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await wider()).toBeLessThanOrEqual(0)
    for (const one of await page.getByRole('switch').all()) await one.check()
    expect(await wider()).toBeLessThanOrEqual(0)
    const below = await page.evaluate(
      () => document.body.scrollHeight - (document.querySelector('footer')?.offsetTop ?? 0),
    )
    expect(below).toBeLessThan(170)
    const tops = await page
      .getByRole('banner')
      .getByRole('button', { name: /Playground|Copy link/ })
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().top))
    expect(tops).toEqual([tops[0], tops[0]])
  })

  test.describe('in German', () => {
    test.use({ locale: 'de-DE' })

    test('what is folded away needs no sideways scrolling either', async ({ page, site }) => {
      await page.goto(`${site}#v=1&view=results`)
      const folded = page.getByText('Vergleiche, Anmerkungen und Lernraten')
      await expect(folded.first()).toBeVisible()
      for (const one of await folded.all()) await one.click()
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wider).toBeLessThanOrEqual(0)
      // Findings and notes are told too, not only the page's own words.
      await expect(page.getByText(/besser als die Basis/).first()).toBeVisible()
      await expect(page.locator('[lang="en"]:not(.language-button)')).toHaveCount(0)
    })
  })
})
