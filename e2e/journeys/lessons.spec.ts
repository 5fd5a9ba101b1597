import type { Locator } from '@playwright/test'
import type { LessonName } from '../../src/state/lessons/lesson-names.ts'
import { axeFindings } from '../axe.ts'
import { expect, test } from '../fixtures.ts'
import { Keyboard } from '../keyboard.ts'

type Doing = (hands: Keyboard, part: (name: string) => Locator) => Promise<void>

/** A gain back at 1: its slider goes from 0 to 2 in steps of 0.05. */
const ONE = 20

async function alpha(hands: Keyboard, part: Locator, name: string, value: number): Promise<void> {
  await hands.type(part.getByRole('spinbutton', { name: `α ${name}`, exact: true }), String(value))
}

/** What a student does for each step of each lesson, in the parts of the page that the lesson shows. */
const DOINGS: Readonly<Record<LessonName, readonly Doing[]>> = {
  svd: [
    async (hands, part) => {
      await hands.reach(part('A picture’s singular values').getByLabel('Components kept'))
      await hands.press('Home')
    },
    (hands) => hands.times(15, 'ArrowRight'),
    (hands, part) => hands.choose(part('A picture’s singular values'), 'noise'),
    async (hands, part) => {
      await hands.reach(part('Inspector').getByRole('button', { name: /^Layer/, pressed: true }))
      await hands.press('ArrowLeft')
    },
  ],
  scales: [
    async (hands, part) => {
      await hands.reach(part('A picture’s singular values').getByLabel('Gain of largest 2'))
      await hands.press('Home')
    },
    async (hands, part) => {
      await hands.times(ONE, 'ArrowRight')
      await hands.reach(part('A picture’s singular values').getByLabel('Gain of all the rest'))
      await hands.press('Home')
    },
    (hands) => hands.press('End'),
    (hands, part) => alpha(hands, part('Experts'), 'math', 1),
    (hands, part) => hands.activate(part('Experts').getByRole('button', { name: 'Reset all' })),
  ],
  experts: [
    (hands, part) => alpha(hands, part('Experts'), 'math', 1),
    async (hands, part) => {
      await hands.activate(part('Prompt').getByRole('button', { name: 'code', exact: true }), 'Space')
      await hands.activate(part('Experts').getByRole('button', { name: 'Solo code' }))
    },
    (hands, part) => hands.activate(part('Experts').getByRole('button', { name: 'Solo reasoning' })),
    async (hands, part) => {
      await hands.pick(part('Inspector').getByLabel('Show', { exact: true }), 'math')
      await hands.pick(part('Inspector').getByLabel('Compare with', { exact: true }), 'code')
    },
  ],
  mixing: [
    async (hands, part) => {
      await alpha(hands, part('Experts'), 'math', 0.5)
      await alpha(hands, part('Experts'), 'code', 0.4)
    },
    (hands, part) => alpha(hands, part('Experts'), 'reasoning', 1.5),
    (hands, part) => alpha(hands, part('Experts'), 'math', -0.5),
    async (hands, part) => {
      await hands.activate(part('Experts').getByRole('button', { name: 'Reset all' }))
      await hands.pick(part('Experts').getByRole('combobox', { name: 'Mix mode' }), 'paper')
    },
    (hands, part) => hands.pick(part('Experts').getByRole('combobox', { name: 'Mix mode' }), 'blend'),
  ],
  'two-pass': [
    (hands, part) => hands.activate(part('Two-pass').getByRole('button', { name: 'Run two passes' })),
    async (hands, part) => {
      await hands.activate(part('Prompt').getByRole('button', { name: 'code', exact: true }))
      await hands.activate(part('Two-pass').getByRole('button', { name: 'Run two passes' }))
    },
    async (hands, part) => {
      await hands.choose(part('Two-pass'), 'prompt')
      await hands.activate(part('Two-pass').getByRole('button', { name: 'Run two passes' }))
    },
    (hands, part) => hands.activate(part('Two-pass').getByRole('button', { name: 'Put on sliders' })),
  ],
  dispatch: [
    async (hands, part) => {
      await hands.choose(part('Confusion matrix'), 'Live run')
      await hands.choose(part('Confusion matrix'), 'classifier')
      await hands.type(part('Confusion matrix').getByLabel('Fresh prompts'), '20')
      await hands.activate(part('Confusion matrix').getByRole('button', { name: 'Run', exact: true }))
    },
    async (hands, part) => {
      await hands.choose(part('Confusion matrix'), 'prompt')
      await hands.activate(part('Confusion matrix').getByRole('button', { name: 'Run', exact: true }))
    },
    async (hands, part) => {
      await hands.type(part('Prompt').getByRole('textbox', { name: 'Your prompt' }), 'hello how are you ?')
      await hands.press('Enter')
      await hands.activate(part('Two-pass').getByRole('button', { name: 'Run two passes' }))
    },
  ],
  'few-shot': [
    async (hands, part) => {
      await hands.type(part('Two-pass').getByLabel('How many'), '4')
      await hands.activate(part('Two-pass').getByText('Settings of the search'))
      await hands.type(part('Two-pass').getByLabel('Candidates a generation'), '8')
      await hands.type(part('Two-pass').getByLabel('Generations'), '2')
      await hands.activate(part('Two-pass').getByRole('button', { name: 'Search α' }))
    },
    (hands, part) => hands.activate(part('Two-pass').getByRole('button', { name: 'Put on the sliders' })),
    (hands, part) => hands.activate(part('Two-pass').getByRole('button', { name: /^Try on/ })),
  ],
  training: [
    async (hands, part) => {
      await hands.pick(part('Train an expert').getByRole('combobox', { name: 'Family' }), 'harder math')
      await hands.type(part('Train an expert').getByLabel('Steps'), '3')
      await hands.type(part('Train an expert').getByRole('textbox', { name: 'Name' }), 'sums')
      await hands.activate(part('Train an expert').getByRole('button', { name: 'Train', exact: true }))
    },
    async () => undefined,
    (hands, part) => alpha(hands, part('Experts'), 'sums', 0.5),
    async (hands) => {
      await hands.activate(hands.page.getByRole('button', { name: 'Results', exact: true }))
      await expect(hands.page.getByRole('heading', { name: /What matters in training/ })).toBeVisible()
      await hands.activate(hands.page.getByRole('button', { name: 'Playground', exact: true }))
    },
  ],
}

for (const [name, doings] of Object.entries(DOINGS)) {
  test(`the lesson ${name} is done from its link by keyboard alone, and each step is noticed`, async ({
    page,
    site,
  }) => {
    await page.goto(`${site}#v=1&lesson=${name}`)
    const hands = new Keyboard(page)
    const part = (region: string): Locator => page.getByRole('region', { name: region, exact: true })
    const lesson = page.getByRole('region', { name: /^Lesson \d/ })
    const all = doings.length
    await expect(lesson.getByRole('status')).toHaveText(`0 of ${all} steps done.`)
    await hands.activate(lesson.locator('summary'))
    await expect(lesson.locator('details > p')).toBeVisible()
    for (const [step, doing] of doings.entries()) {
      await doing(hands, part)
      const said = step + 1 === all ? `All ${all} steps done.` : `${step + 1} of ${all} steps done.`
      await expect(lesson.getByRole('status')).toHaveText(said, { timeout: 45_000 })
    }
    // The worksheet is one page.
    expect((await page.pdf()).toString('latin1').match(/\/Type *\/Page\b/g)).toHaveLength(1)
  })
}

test('a lesson is begun from the list by keyboard; its step stays in sight further down', async ({
  page,
  site,
}) => {
  await page.goto(site)
  const hands = new Keyboard(page)
  await hands.activate(page.getByRole('button', { name: 'Lessons' }))
  await expect(page.getByRole('heading', { name: 'Lessons', exact: true })).toBeFocused()
  expect(await axeFindings(page, 'main')).toEqual([])
  await hands.activate(page.getByRole('button', { name: 'Start: What a singular value decomposition is' }))
  const lesson = page.getByRole('region', { name: /^Lesson 1/ })
  await expect(lesson.getByRole('status')).toHaveText('0 of 4 steps done.')
  await expect(page.getByRole('region', { name: 'Prompt' })).toHaveCount(0)
  await hands.reach(page.getByRole('slider', { name: 'Component', exact: true }))
  await expect(page.locator('.lesson-now')).toContainText('Step 1 of 4:')
  expect(await axeFindings(page, '.lesson-place')).toEqual([])
  // A dark page prints its worksheet dark on white.
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.locator('.worksheet')).toBeVisible()
  const ink = await page
    .locator('.worksheet h3')
    .first()
    .evaluate((heading) => getComputedStyle(heading).color)
  expect(Math.max(...(ink.match(/[\d.]+/g) ?? ['255']).slice(0, 3).map(Number))).toBeLessThan(128)
  await page.emulateMedia({ media: null, colorScheme: null })
  await hands.activate(lesson.getByRole('button', { name: 'Leave the lesson' }))
  await expect(page.getByRole('region', { name: 'Prompt' })).toBeVisible()
  await expect(page).not.toHaveURL(/lesson/)
})

test('a teacher’s link shows the parts that were chosen and the task, and nothing else', async ({
  page,
  playground,
  site,
}) => {
  await page.goto(`${site}#v=1&view=lessons&alpha=code:0.5`)
  const maker = page.getByRole('region', { name: 'Make a lesson of your own' })
  await maker.getByRole('checkbox', { name: 'Experts (sliders)' }).uncheck()
  await maker.getByRole('checkbox', { name: 'Engine' }).check()
  await maker.getByRole('textbox', { name: 'Task line' }).fill('What is <b>wrong</b> here?')
  const link = await maker.getByRole('textbox', { name: 'The link' }).inputValue()
  await page.goto('about:blank')
  await page.goto(link)
  await playground.ready()
  await expect(page.getByRole('region', { name: 'Task' })).toContainText('What is <b>wrong</b> here?')
  for (const name of ['Prompt', 'Base output', 'Adapted output', 'Engine'] as const)
    await expect(playground.region(name)).toBeVisible()
  for (const name of ['Experts', 'Two-pass', 'Next token'] as const)
    await expect(playground.region(name)).toHaveCount(0)
  await expect(playground.region('Adapted output')).toContainText('code')
  await page.goto(`${site}#v=1&show=cellar`)
  await page.reload()
  await expect(page.getByRole('alert')).toContainText('cellar')
})

test('a part that a link names is there at once, however far down the page it stands', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 1280, height: 320 })
  await page.goto(`${site}#v=1&show=prompt,experts,outputs,training`)
  const family = page.getByRole('combobox', { name: 'Family' })
  await expect(family).toBeVisible()
  await expect(family).not.toBeInViewport()
})

test('what has the focus does not end up under the step when an answer above it comes or goes', async ({
  page,
  site,
}) => {
  await page.goto(`${site}#v=1&lesson=training`)
  const hands = new Keyboard(page)
  const train = page.getByRole('button', { name: 'Train', exact: true })
  await hands.reach(train)
  const step = page.locator('.lesson-now')
  await expect(step).toBeVisible()
  // As a text in sight above it that has become shorter does.
  await train.evaluate((button) => {
    const { top } = button.getBoundingClientRect()
    Object.assign(button.style, { position: 'relative', top: `${10 - top}px` })
    button.append(' ')
  })
  const covered = async () => {
    const [over, under] = [await step.boundingBox(), await train.boundingBox()]
    return (over?.y ?? 0) + (over?.height ?? 0) > (under?.y ?? 0)
  }
  await expect.poll(covered).toBe(false)
})
