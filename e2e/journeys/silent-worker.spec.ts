import { expect, test } from '../fixtures.ts'

test('a worker that hangs is noticed and can be waited for or replaced, and nothing typed is lost', async ({
  playground,
}) => {
  const { page } = playground
  await playground.open('#v=1&alpha=math:1,code:0,reasoning:0')
  const whole = await playground.answer('Adapted output')
  const prompt = page.getByRole('textbox', { name: 'Your prompt' })
  const asked = await prompt.inputValue()
  const notice = page.getByRole('alert').filter({ hasText: 'has not answered for minutes' })

  await page.clock.install()
  const worker = page.workers().find((running) => /\/worker-[\w-]+\.js$/.test(running.url()))
  await worker?.evaluate(() => {
    setTimeout(() => {
      for (;;);
    })
  })
  await prompt.fill('lena has 3 apples')
  await page.keyboard.press('Enter')
  await page.clock.runFor(120_000)
  await expect(notice).toHaveCount(0)
  await page.clock.runFor(70_000)
  await notice.getByRole('button', { name: 'Keep waiting' }).click()
  await expect(notice).toHaveCount(0)
  await page.clock.runFor(190_000)

  await prompt.fill(asked)
  await notice.getByRole('button', { name: 'Restart' }).click()
  await expect(notice).toHaveCount(0)
  await expect(prompt).toHaveValue(asked)
  await prompt.press('Enter')
  await expect(playground.slider('math')).toHaveValue('1')
  await expect(async () => {
    await page.clock.runFor(500)
    expect(await playground.answer('Adapted output')).toBe(whole)
  }).toPass()
  await expect.poll(() => worker && page.workers().includes(worker)).toBe(false)
})
