import type { Locator } from '@playwright/test'
import { axeFindings } from '../axe.ts'
import { expect, test } from '../fixtures.ts'

test.use({ locale: 'de-DE' })

test('a German browser gets German; the other language keeps prompt and α', async ({ page, site }) => {
  await page.goto(`${site}#v=1&prompt=what%20is%202%20plus%203%20%3F&alpha=math:0.5,code:0,reasoning:0`)
  const root = page.locator('html')
  await expect(root).toHaveAttribute('lang', 'de')
  const manifest = await page.locator('link[rel="manifest"]').getAttribute('href')
  const installed = await page.request.get(new URL(manifest ?? '', page.url()).href)
  expect(await installed.json()).toMatchObject({ lang: 'de', name: 'Transformer²-Playground', scope: './' })
  const slider = page.getByRole('slider', { name: 'α math', exact: true })
  await expect(slider).toHaveAttribute('aria-valuetext', 'Experte math auf 0,50')
  await expect(page.getByRole('textbox', { name: 'Dein Prompt' })).toHaveValue('what is 2 plus 3 ?')
  expect(await axeFindings(page)).toEqual([])
  // Its words are longer.
  for (const width of [320, 768]) {
    await page.setViewportSize({ width, height: 900 })
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect([width, wider]).toEqual([width, 0])
  }
  await page.setViewportSize({ width: 1280, height: 900 })

  await slider.press('ArrowLeft')
  const alpha = await slider.inputValue()
  expect(alpha).not.toBe('0.5')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(root).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('textbox', { name: 'Your prompt' })).toHaveValue('what is 2 plus 3 ?')
  await expect(slider).toHaveValue(alpha)
  await expect(page.getByRole('button', { name: 'Deutsch' })).toBeFocused()
})

test.describe('a browser in another language than the page', () => {
  test.use({ locale: 'en-GB' })

  test('boxes for numbers write a decimal comma where the page does, and take one', async ({
    page,
    site,
  }) => {
    await page.goto(`${site}?lang=de#v=1&alpha=math:0.5,code:0,reasoning:0&show=prompt,experts,outputs`)
    const box = page.getByRole('spinbutton', { name: 'α math', exact: true })
    const slider = page.getByRole('slider', { name: 'α math', exact: true })
    await expect(box).toHaveValue('0,50')
    await box.focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('-0,25')
    await expect(slider).toHaveValue('-0.25')
    await page.keyboard.press('ArrowDown')
    await expect(slider).toHaveValue('-0.26')
    await expect(box).toHaveValue('−0,26')
    await expect(box).toHaveAttribute('aria-valuetext', '−0,26')
  })
})

test('a lesson that is done fits a phone in its longest language, the way to the next one with it', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto(`${site}#v=1&lesson=svd`)
  const picture = page.getByRole('region', { name: 'Die Singulärwerte eines Bildes', exact: true })
  const keep = picture.getByLabel('Behaltene Komponenten')
  await keep.fill('1')
  await expect(page.getByText('1 von 4 Schritten erledigt.')).toBeVisible()
  await keep.fill('16')
  await picture.getByRole('radio', { name: 'Rauschen' }).check({ force: true })
  const inspector = page.getByRole('region', { name: 'Inspektor', exact: true })
  await inspector.getByRole('button', { name: /^Schicht/, pressed: true }).press('ArrowLeft')
  await expect(page.getByRole('button', { name: /^Weiter: Was das Skalieren/ })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
})

test('how far a training is fits a phone, also while there is no step to count yet', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto(`${site}#v=1&show=training`)
  await page.getByRole('button', { name: 'Trainieren', exact: true }).click()
  const wider = await page.waitForFunction(() =>
    document.body.textContent.includes('Die Basis wird gemessen')
      ? { px: document.documentElement.scrollWidth - innerWidth }
      : null,
  )
  expect(await wider.jsonValue()).toEqual({ px: 0 })
})

test.describe('the other language', () => {
  test.use({ locale: 'en-GB' })

  test('in another language everything computed, opened and written is still there', async ({
    playground,
  }) => {
    const { page } = playground
    await page.goto(
      `${playground.site}#v=1&alpha=math:0,code:0,reasoning:0&show=prompt,outputs,two-pass,sweep`,
    )
    const region = (name: string) => page.getByRole('region', { name, exact: true })
    await region('Two-pass').getByRole('button', { name: 'Run two passes' }).click()
    const second = region('Two-pass').getByRole('heading', { name: 'Pass 2: the answer' })
    await expect(second).toBeVisible({ timeout: 30_000 })
    const evidence = await shares(region('Two-pass'))
    await region('Sweep').getByRole('combobox', { name: 'Step' }).selectOption('1')
    await region('Sweep').getByRole('spinbutton', { name: 'Fresh items' }).fill('5')
    await region('Sweep').getByRole('button', { name: 'Run the sweep' }).click()
    await expect(region('Sweep').getByText(/\(4 points\), on 5 fresh items of math/)).toBeVisible()
    await expect(region('Sweep').getByRole('button', { name: 'Run the sweep' })).toBeEnabled()
    await page.getByRole('textbox', { name: 'Your prompt' }).fill('half a question')
    const loads = await page.evaluate(() => performance.timeOrigin)

    await page.getByRole('button', { name: 'Deutsch' }).press('Enter')
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await expect(page).toHaveTitle('Transformer²-Playground')
    await expect(page.getByRole('button', { name: 'English' })).toBeFocused()
    await expect(page.getByRole('textbox', { name: 'Dein Prompt' })).toHaveValue('half a question')
    await expect(region('Zwei Durchgänge').getByRole('heading', { name: /Durchgang 2/ })).toBeVisible()
    expect(await shares(region('Zwei Durchgänge'))).toEqual(evidence)
    await expect(region('Raster über α').getByText(/\(4 Punkte\), an 5 frischen/)).toBeVisible()

    await page.getByRole('button', { name: 'English' }).press('Enter')
    await expect(second).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Your prompt' })).toHaveValue('half a question')
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loads)
  })
})

test.describe('the other language, further down the page', () => {
  test.use({ locale: 'en-GB' })

  test('a search, a drawing, a token that is looked at and a training go on where they stood', async ({
    playground,
  }) => {
    const { page } = playground
    await playground.open(
      '#v=1&alpha=math:0,code:0,reasoning:0&strategy=few-shot&show=prompt,outputs,experts,two-pass,lens,inspect,train',
    )
    const region = (name: string) => page.getByRole('region', { name, exact: true })
    const search = region('Two-pass')
    await search.getByText('Settings of the search').click()
    await search.getByRole('spinbutton', { name: 'Candidates a generation' }).fill('4')
    await search.getByRole('spinbutton', { name: 'Generations' }).fill('2')
    await search.getByRole('spinbutton', { name: 'How many' }).fill('2')
    await search.getByRole('button', { name: 'Search α' }).click()
    await expect(search.getByText(/^In generation 2 the candidates/)).toBeVisible({ timeout: 30_000 })
    const found = await numbers(search.getByText(/^Best so far: /))

    const inspector = region('Inspector')
    await inspector.scrollIntoViewIfNeeded()
    await inspector.getByRole('radio', { name: 'all matrices' }).check({ force: true })
    await inspector.getByRole('slider', { name: 'Gain of the largest singular values' }).press('End')
    await expect(playground.slider('drawn')).toHaveValue('1')
    const drawn = await numbers(inspector.getByText(/^Gains from large to small σ: /))

    const training = region('Train an expert')
    await training.scrollIntoViewIfNeeded()
    await training.getByRole('spinbutton', { name: 'Steps' }).fill('40')
    await training.getByRole('button', { name: 'Train', exact: true }).click()
    await expect(training.getByText(/step [1-9]\d* of 40/)).toBeVisible({ timeout: 60_000 })
    await training.getByRole('button', { name: 'Pause' }).press('Enter')
    await expect(training.getByText(/^Paused after step \d+ of 40/)).toBeVisible()
    const paused = await numbers(training.getByText(/^Paused after step/))

    const lens = region('Next-token lens')
    await lens.scrollIntoViewIfNeeded()
    await lens.getByRole('button', { pressed: true }).press('Home')
    await page.keyboard.press('ArrowRight')
    await expect(lens.getByRole('heading', { name: /^Token 2 of/ })).toBeVisible()

    await page.getByRole('button', { name: 'Deutsch' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await expect(region('Token-Lupe').getByRole('heading', { name: /^Token 2 von/ })).toBeVisible()
    expect(await numbers(region('Zwei Durchgänge').getByText(/^Bisher am besten: /))).toEqual(found)
    const inspectorNow = region('Inspektor')
    const handle = inspectorNow.getByRole('slider', { name: 'Verstärkung der größten Singulärwerte' })
    await expect(handle).toHaveValue('3')
    expect(await numbers(inspectorNow.getByText(/^Verstärkung von großem zu kleinem σ: /))).toEqual(drawn)
    await expect(playground.slider('drawn')).toHaveValue('1')
    const trainingNow = region('Experten trainieren')
    expect(await numbers(trainingNow.getByText(/^Pause nach Schritt/))).toEqual(paused)
    // What was open can be gone on with.
    await inspectorNow.getByRole('button', { name: 'Rückgängig' }).click()
    await expect(handle).toHaveValue('1')
    await expect(trainingNow.getByRole('button', { name: 'Fortsetzen' })).toBeEnabled()
  })
})

test.describe('a language that cannot be fetched', () => {
  test.use({ locale: 'en-GB' })

  test('is said beside its button, the page stays as it is, and the next try fetches it', async ({
    page,
    site,
  }) => {
    await page.route('**/fill-german*', (route) => route.abort())
    await page.goto(site)
    await page.getByRole('button', { name: 'Deutsch' }).click()
    const failed = page.getByRole('alert').filter({ hasText: 'Deutsch could not be loaded.' })
    await expect(failed).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.getByRole('textbox', { name: 'Your prompt' })).toBeVisible()
    await page.unroute('**/fill-german*')
    await page.getByRole('button', { name: 'Deutsch' }).click()
    await expect(page.getByRole('textbox', { name: 'Dein Prompt' })).toBeVisible()
    await expect(failed).toHaveCount(0)
  })
})

/** The numbers of a sentence, however its language writes them. */
async function numbers(sentence: Locator): Promise<string[]> {
  const text = (await sentence.first().textContent()) ?? ''
  return (text.match(/[−-]?\d+(?:[.,]\d+)?/g) ?? []).map((number) => number.replace(',', '.'))
}

/** The numbers of a card's evidence; their names are words of a language. */
async function shares(card: Locator): Promise<(string | undefined)[]> {
  const texts = await card.getByRole('listitem').allInnerTexts()
  return texts.map((text) => /\d+/.exec(text)?.[0])
}
