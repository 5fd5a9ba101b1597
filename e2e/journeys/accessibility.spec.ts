import { axeFindings } from '../axe.ts'
import { expect, test } from '../fixtures.ts'
import { AT_ZERO } from '../playground.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test.describe(() => {
      test.use({ colorScheme, viewport: { width, height: 800 } })

      test(`axe finds nothing in ${colorScheme} at ${width} pixels`, async ({ playground }) => {
        await playground.open('#v=1&alpha=math:1,code:-0.5,reasoning:0&nonsense=1')
        const card = playground.region('Two-pass')
        await card.getByRole('button', { name: 'Run two passes' }).click()
        await expect(card.getByRole('heading', { name: 'Pass 2: the answer' })).toBeVisible({
          timeout: 30_000,
        })
        expect(await axeFindings(playground.page)).toEqual([])
      })
    })
  }
}

test('with the colours of a contrast theme the numbers in bars are read on the bars’ own', async ({
  page,
  site,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(`${site}#v=1&view=results&experiment=alphas`)
  await expect(page.locator('.stack-part').first()).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
})

/** Runs in the page: sums up what moves without having been asked to. */
function watchShifts(): void {
  Reflect.set(globalThis, 'shifted', 0)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value = 0, hadRecentInput = false } = entry as { value?: number; hadRecentInput?: boolean }
      if (!hadRecentInput) Reflect.set(globalThis, 'shifted', Reflect.get(globalThis, 'shifted') + value)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

for (const [width, height, locale] of [
  [320, 640, 'en-GB'],
  [1280, 800, 'de-DE'],
] as const) {
  test.describe(`at ${width} pixels, ${locale}`, () => {
    test.use({ viewport: { width, height }, locale })

    test('nothing has to be scrolled sideways, and nothing jumps while the model opens', async ({
      page,
      site,
    }) => {
      await page.addInitScript(watchShifts)
      await page.goto(site)
      await expect(page.locator('.output-adapted .verdict ~ .quiet')).toBeVisible({ timeout: 45_000 })
      // Cumulative layout shift; 0.1 is what Web Vitals call good.
      expect(await page.evaluate(() => Reflect.get(globalThis, 'shifted'))).toBeLessThan(0.1)
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wider).toBeLessThanOrEqual(0)
    })
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('both answers stand above the sliders, without scrolling, also on a small one; in a low window nothing lies over them', async ({
    playground,
  }) => {
    await playground.open('')
    const ends = async () => {
      const [adapted, experts] = await Promise.all(
        (['Adapted output', 'Experts'] as const).map((name) => playground.region(name).boundingBox()),
      )
      return { answers: (adapted?.y ?? 0) + (adapted?.height ?? 0), sliders: experts?.y ?? 0 }
    }
    const { answers, sliders } = await ends()
    expect(answers).toBeLessThan(sliders)
    await playground.page.setViewportSize({ width: 320, height: 640 })
    const small = await ends()
    expect(small.answers).toBeLessThan(small.sliders)
    // A page of 1280 pixels, magnified four times.
    await playground.page.setViewportSize({ width: 320, height: 256 })
    const low = await ends()
    expect(low.sliders).toBeLessThan(low.answers)
    await playground.page.mouse.wheel(0, 200)
    await expect.poll(async () => (await ends()).sliders).toBeLessThan(low.sliders)
  })
})

test('a keyboard alone asks a prompt and mixes an answer', async ({ playground }) => {
  const { page } = playground
  await playground.open()
  const base = await playground.answer('Base output')
  const focusOn = async (name: string | RegExp, role: string): Promise<void> => {
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      if (await focused.and(page.getByRole(role as 'slider', { name, exact: true })).count()) return
    }
    throw new Error(`Tab does not reach ${role} ${name}.`)
  }
  await focusOn('Your prompt', 'textbox')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('what is 4 plus 5 ?')
  await page.keyboard.press('Enter')
  await playground.recomputed()
  await focusOn('α math', 'slider')
  await page.keyboard.press('End')
  await playground.recomputed()
  expect(await playground.answer('Adapted output')).not.toBe(base)
  await focusOn('Solo math', 'button')
  await page.keyboard.press('Space')
  await expect(playground.button('Solo math')).toHaveAttribute('aria-pressed', 'true')
  await focusOn('Run two passes', 'button')
  await page.keyboard.press('Enter')
  await expect(
    playground.region('Two-pass').getByRole('heading', { name: 'Pass 2: the answer' }),
  ).toBeVisible({ timeout: 30_000 })
})

test('every chart can be read as a table and says in a sentence what it shows', async ({ playground }) => {
  await playground.open('#v=1&alpha=math:1,code:0,reasoning:0')
  for (const name of ['Next token', 'Expert weights'] as const) {
    const region = playground.region(name)
    await expect(
      region
        .getByRole('paragraph')
        .filter({ hasText: /\w.*\./ })
        .first(),
    ).toBeVisible()
    await region.getByRole('switch', { name: 'Show as table' }).check()
    expect(await region.getByRole('row').count()).toBeGreaterThan(2)
  }
})

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('nothing moves', async ({ playground }) => {
    await playground.open(AT_ZERO)
    await playground.setAlpha('math', 1)
    const moving = await playground.page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    )
    expect(moving).toBe(0)
  })
})
