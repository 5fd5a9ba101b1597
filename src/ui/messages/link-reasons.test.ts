import { expect, it } from 'vitest'
import { NO_EXPERT } from '../../state/looked-at.ts'
import { decodeUrlState } from '../../state/url-state.ts'
import { deLinkReason } from './de/de-link.ts'

const WRONG = [
  ...['foo=3', 'seed=1&seed=2', 'prompt=', `prompt=${'x'.repeat(1001)}`, 'prompt=%E0%A4%A'],
  ...['temperature=NaN', 'seed=-1', 'tokens=7', 'mode=Blend', 'strategy=all', 'view=top'],
  ...['alpha=math:x', 'alpha=math:7', 'alpha=math', 'alpha=math:1,math:0'],
  ...['show=prompt,prompt', 'show=cellar', 'model=llama', 'experiment=x', 'lesson=nine', 'task='],
  ...['inspect=math,code,mix', 'inspect=Math', 'matrix=0.q', 'lens=both'],
  ...['sweep=math,math:1:math:40', 'sweep=math:0.3:math:40', 'sweep=math:1:x:40', 'sweep=math:1:math:4'],
]

it.each([...WRONG.map((part) => `v=1&${part}`), 'v=2', 'seed=1'])('%.40s is told in German', (hash) => {
  const { problems } = decodeUrlState(`#${hash}`)
  expect(problems.length).toBeGreaterThan(0)
  for (const { reason } of problems) expect(deLinkReason(reason)).not.toBe(reason)
})

it('tells what was asked of a model that does not have it, and leaves what it does not know', () => {
  expect(deLinkReason(NO_EXPERT)).toBe('dieses Modell hat keinen Experten dieses Namens')
  expect(deLinkReason('α math is not in −1 … 2')).toBe('α math liegt nicht in −1 … 2')
  expect(deLinkReason('a new reason')).toBe('a new reason')
})
