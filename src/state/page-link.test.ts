import { describe, expect, it, vi } from 'vitest'
import { pageOptions } from './page-options.fixture.ts'
import { createPlayground } from './playground.ts'
import { createFakeClient, type FakeOptions } from './testing/fake-client.ts'

const PROMPT = 'sam has 9 boxes with 2 balls each . how many balls ?'

async function openPage(hash: string, options: FakeOptions = {}) {
  const page = createPlayground({ ...pageOptions(), client: createFakeClient(options), hash })
  await page.start()
  await page.settled()
  return page
}

describe('a link that the open model cannot follow in all', () => {
  it('is reported for a token that the answer does not have; one of the answer that the link itself asks for is gone to', async () => {
    const page = await openPage(`#v=1&prompt=${encodeURIComponent(PROMPT)}&lens=adapted:999:each`, {
      handlers: {
        follow: async ({ answer, lanes }) => {
          const places = answer.map(() => ({ logProb: 0, divergence: 0, top: [] }))
          return { pieces: answer.map(String), lanes: lanes.map(() => places) }
        },
      },
      answer: (_, prompt) => (prompt === PROMPT ? [' one'] : [' one', ' two', ' three', ' four']),
    })
    await vi.waitFor(() =>
      expect(page.notices.getState().link).toMatchObject([{ key: 'lens', value: 'adapted:999:each' }]),
    )
    page.lens.watch(true)
    const isRead = (prompt: string) =>
      vi.waitFor(() => expect(page.lens.getState()).toMatchObject({ stale: false, reading: { prompt } }))
    await isRead(PROMPT)
    const other = 'tom has 2 boxes with 2 balls each . how many balls ?'
    page.follow(`#v=1&prompt=${encodeURIComponent(other)}&lens=adapted:4:each`)
    await isRead(other)
    expect(page.lens.getState().selected).toBe(3)
    expect(page.notices.getState().link).toEqual([])
  })

  it('is reported for what only another kind of model has a use for', async () => {
    const page = await openPage('#v=1&system=Be%20brief.&sweep=math:1:chat-reasoning:40')
    const keys = () => page.notices.getState().link.map(({ key, value }) => [key, value])
    expect(keys()).toEqual([
      ['sweep', 'chat-reasoning'],
      ['system', 'Be brief.'],
    ])
    page.follow('#v=1&system=Be%20kind.')
    expect(keys()).toEqual([['system', 'Be kind.']])
    page.follow('#v=1&sweep=math:0.5:math:40')
    expect(keys()).toEqual([])
  })
})
