import { describe, expect, it } from 'vitest'
import { pageOptions } from '../page-options.fixture.ts'
import { createPlayground } from '../playground.ts'
import { fittingTask, isTask, LESSON_NAMES, taskRoom, USUAL_PANELS } from './lesson-names.ts'
import { LESSON_PLANS } from './lesson-plans.ts'
import { recogniseSteps, stepsOf } from './lesson-steps.ts'
import { shownPanels } from './lesson-store.ts'

async function openAt(hash: string) {
  const page = createPlayground({
    ...pageOptions(),
    hash,
  })
  await page.start()
  await page.settled()
  return page
}

const done = (page: Awaited<ReturnType<typeof openAt>>): number => page.lessons.getState().done

describe('a lesson', () => {
  it.each(LESSON_NAMES)('%s has three to six steps, and none is done when it begins', async (name) => {
    const page = await openAt(`#v=1&lesson=${name}`)
    recogniseSteps(page)
    await page.settled()
    expect(stepsOf(name).length).toBeGreaterThanOrEqual(3)
    expect(stepsOf(name).length).toBeLessThanOrEqual(6)
    expect(done(page)).toBe(0)
    expect(shownPanels(page.lessons.getState())).toEqual(LESSON_PLANS[name].panels)
  })

  it('begins as planned, and its link says otherwise where it wants to', async () => {
    const page = await openAt('#v=1&lesson=mixing&alpha=code:0.5')
    expect(page.mix.getState().alpha).toMatchObject({ math: 0, code: 0.5 })
    expect(page.prompt.getState().asked).toBe(
      page.examplesOf(page.session.getState().world).example('math', 0),
    )
    page.follow('#v=1&lesson=few-shot')
    expect(page.mix.getState().alpha.code).toBe(0)
    expect(page.twoPass.getState().strategy).toBe('few-shot')
    expect(page.lessons.getState().lesson).toBe('few-shot')
  })

  it('recognises its steps as they are done, in their order only', async () => {
    const page = await openAt('#v=1&lesson=mixing')
    const end = recogniseSteps(page)
    // The second step before the first.
    page.mix.setAlpha('math', 2)
    await page.settled()
    expect(done(page)).toBe(0)
    page.mix.setAll({ math: 0.5, code: 0.4 }, 'you')
    await page.settled()
    expect(done(page)).toBe(1)
    page.mix.setAlpha('math', 1.8)
    await page.settled()
    page.mix.setAlpha('code', -0.6)
    await page.settled()
    expect(done(page)).toBe(3)
    page.mix.resetAll()
    page.mix.setMode('paper')
    await page.settled()
    page.mix.setMode('blend')
    await page.settled()
    expect(done(page)).toBe(5)
    page.lessons.again()
    page.mix.setAll({ math: 0.5, code: 0.4 }, 'you')
    end()
    await page.settled()
    expect(done(page)).toBe(0)
  })

  it('does not take the result of an earlier run for a step', async () => {
    const page = await openAt('#v=1&lesson=two-pass')
    await page.twoPass.run('one', 8)
    recogniseSteps(page)
    expect(done(page)).toBe(0)
    await page.twoPass.run('two', 8)
    expect(done(page)).toBe(1)
  })

  it('takes solo of an expert of another task for the wrong one, on the harder tasks too, and nothing where the task is unknown', async () => {
    const page = await openAt('#v=1&lesson=experts')
    page.lessons.setState({ done: 2 })
    recogniseSteps(page)
    page.prompt.propose(page.examplesOf(page.session.getState().world).example('harder', 0))
    page.mix.setAll({ math: 1 }, 'you')
    await page.settled()
    expect(done(page)).toBe(2)
    page.prompt.propose('tell me something')
    page.mix.setAll({ code: 1 }, 'you')
    await page.settled()
    expect(done(page)).toBe(2)
    page.prompt.propose(page.examplesOf(page.session.getState().world).example('harder', 0))
    await page.settled()
    expect(done(page)).toBe(3)
  })

  it('notices a search after two generations and a count after 20 items, though both go on', async () => {
    const page = await openAt('#v=1&lesson=few-shot')
    recogniseSteps(page)
    const { history } = page.fewShot.getState()
    const generation = {} as (typeof history)[number]
    page.fewShot.setState({ status: 'running', history: [generation] })
    expect(done(page)).toBe(0)
    page.fewShot.setState({ history: [generation, generation] })
    expect(done(page)).toBe(1)
    page.mix.setAll({ math: 0.9 }, 'few-shot')
    expect(done(page)).toBe(2)
    const trial = { family: 'math', items: 19, wanted: 200, base: 3, found: 9 } as const
    page.fewShot.setState({ trialStatus: 'running', trial })
    expect(done(page)).toBe(2)
    page.fewShot.setState({ trial: { ...trial, items: 20 } })
    expect(done(page)).toBe(3)
  })

  it('is in the address with what it shows, and out of it when it is left', async () => {
    const page = await openAt('#v=1&show=outputs,prompt&task=Find%20the%20smallest%20%CE%B1')
    expect(shownPanels(page.lessons.getState())).toEqual(['prompt', 'outputs'])
    expect(page.lessons.getState().task).toBe('Find the smallest α')
    expect(page.link()).toContain('&show=prompt,outputs&task=Find%20the%20smallest%20%CE%B1')
    page.follow(page.link())
    expect(shownPanels(page.lessons.getState())).toEqual(['prompt', 'outputs'])
    page.lessons.leave()
    expect(page.link()).not.toMatch(/show|task|lesson/)
    expect(shownPanels(page.lessons.getState())).toEqual(USUAL_PANELS)
    page.follow('#v=1&lesson=svd')
    expect(page.link()).toContain('&lesson=svd')
  })
})

describe('a task line', () => {
  it('is as much of what was written as a link has room for, and never half a character', () => {
    const whole = 'What is wrong here?\nSay why.'
    expect(fittingTask(whole)).toBe(whole)
    for (const text of ['ab '.repeat(700), 'ä😀'.repeat(1000), `x${'ما هو '.repeat(400)}`]) {
      const line = fittingTask(text)
      expect(text.startsWith(line)).toBe(true)
      expect(isTask(line.trim())).toBe(true)
      expect(isTask(text.slice(0, line.length + 4))).toBe(false)
    }
    expect(fittingTask(' ')).toBe(' ')
  })

  it('has room for fewer characters of a script that an address writes longer', () => {
    expect([taskRoom(''), taskRoom('a')]).toEqual([300, 299])
    expect(taskRoom('س')).toBe(199)
    const full = fittingTask('س'.repeat(300))
    expect([full.length, taskRoom(full)]).toEqual([200, 0])
  })
})
