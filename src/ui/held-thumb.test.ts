import { expect, it } from 'vitest'
import { untilReleased } from './held-thumb.ts'

function hold() {
  const window = new EventTarget()
  const releases: string[] = []
  const end = untilReleased(window, () => void releases.push('released'))
  return { window, releases, end }
}

it.each(['pointerup', 'pointercancel', 'blur', 'pagehide'])(
  'lets go of a thumb, once, on %s of the window',
  (type) => {
    const { window, releases } = hold()
    window.dispatchEvent(new Event(type))
    window.dispatchEvent(new Event('pointerup'))
    expect(releases).toEqual(['released'])
  },
)

it('lets go when its slider goes', () => {
  const { window, releases, end } = hold()
  end()
  window.dispatchEvent(new Event('pointerup'))
  expect(releases).toEqual(['released'])
})

it('holds on while another element loses the focus to the thumb', () => {
  const { window, releases } = hold()
  const blur = new Event('blur')
  Object.defineProperty(blur, 'target', { value: new EventTarget() })
  window.dispatchEvent(blur)
  expect(releases).toEqual([])
})
