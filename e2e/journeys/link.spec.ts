import { expect, test } from '../fixtures.ts'

test('a link restores prompt, sliders, mode, strategy, seed and temperature', async ({ playground }) => {
  const { page } = playground
  await playground.open(
    '#v=1&model=tiny&prompt=what%20is%202%20plus%203%20%3F&alpha=math:0.5,code:-0.25,reasoning:0&mode=paper&strategy=prompt&seed=7&temperature=0.5',
  )
  await expect(page.getByRole('textbox', { name: 'Your prompt' })).toHaveValue('what is 2 plus 3 ?')
  await expect(playground.slider('math')).toHaveValue('0.5')
  await expect(playground.slider('code')).toHaveValue('-0.25')
  await expect(page.getByRole('combobox', { name: 'Mix mode' })).toHaveValue('paper')
  await expect(playground.region('Two-pass').getByRole('radio', { name: 'prompt' })).toBeChecked()
  await expect(playground.region('Engine').getByRole('spinbutton', { name: 'Seed' })).toHaveValue('7')
  await expect(page.getByText('Part of this link was not understood')).toHaveCount(0)
})

test('the address follows the page, and a reload gives the same answers', async ({ playground }) => {
  const { page } = playground
  await playground.open('#v=1&alpha=math:0,code:0,reasoning:0&temperature=1&seed=11')
  await playground.ask('what is 4 plus 3 ?')
  await playground.setAlpha('reasoning', 1.25)
  const answer = await playground.answer('Adapted output')
  await expect(page).toHaveURL(/reasoning:1\.25/)
  await page.reload()
  await playground.ready()
  await expect(playground.slider('reasoning')).toHaveValue('1.25')
  expect(await playground.answer('Adapted output')).toBe(answer)
})

test('what is copied can be pasted, also where the browser has no clipboard to write to, as over http', async ({
  playground,
}) => {
  const { page } = playground
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }),
  )
  await playground.open('#v=1&alpha=math:0,code:0,reasoning:1')
  await playground.button('Copy link').click()
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible()
  await expect(playground.button('Copy link')).toBeFocused()
  const prompt = page.getByRole('textbox', { name: 'Your prompt' })
  await prompt.fill('')
  await prompt.press('ControlOrMeta+v')
  await expect(prompt).toHaveValue(page.url())
  const diagnostics = playground.region('Engine').getByRole('button', { name: 'Copy diagnostics' })
  await page.evaluate(() => Object.assign(document, { execCommand: () => false }))
  await diagnostics.click()
  await expect(page.getByRole('button', { name: 'The browser did not allow copying' })).toBeVisible()
})

test.describe('a mangled link', () => {
  for (const hash of [
    '#v=1&alpha=math:9,code:0,reasoning:0',
    '#v=1&mode=wild&alpha=math:0.5,code:0,reasoning:0',
    `#v=1&prompt=${'x'.repeat(10_000)}${'&y=1'.repeat(500)}`,
    '#v=1&unknown=<img src=x onerror=alert(1)>',
    '#v=1&prompt=%E0%A4%A',
    '#v=99&alpha=math:1',
    '#alpha=math:1',
  ]) {
    test(`${hash.slice(0, 60)} is reported and not guessed`, async ({ playground }) => {
      await playground.open(hash)
      const notice = playground.page
        .getByRole('alert')
        .filter({ hasText: 'Part of this link was not understood' })
      await expect(notice).toBeVisible()
      // However long it is, the page stays in sight.
      await expect(playground.region('Prompt')).toBeInViewport()
      await expect(playground.page.locator('main img')).toHaveCount(0)
      await notice.getByRole('button', { name: 'Dismiss' }).click()
      await expect(notice).toHaveCount(0)
    })
  }
})
