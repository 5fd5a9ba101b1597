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
