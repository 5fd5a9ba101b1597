import { expect, type Locator, type Page } from '@playwright/test'

/** More stops than any view of the page has between two controls. */
const MOST_STOPS = 140

/** Somebody without a mouse: Tab, arrows, Enter, Space and what they type; the focus is looked at wherever it stops. */
export class Keyboard {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async times(count: number, key: string): Promise<void> {
    for (let presses = 0; presses < count; presses++) await this.page.keyboard.press(key)
  }

  /** Tab until the control has the focus. */
  async reach(wanted: Locator): Promise<void> {
    await this.find(wanted)
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      if (await wanted.evaluate((control) => control === document.activeElement)) return
      await this.page.keyboard.press('Tab')
      // Polled: what lies over a part of the page that was out of sight goes as soon as that is in sight.
      await expect.poll(() => this.page.evaluate(hiddenFocus)).toBeNull()
    }
    throw new Error(`Tab never reached ${wanted}.`)
  }

  async activate(wanted: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.find(wanted)
    await expect(wanted).toBeEnabled()
    await this.reach(wanted)
    await this.press(key)
  }

  /** Goes on from stop to stop until the control is there: what lies far down the page is fetched when it comes near. */
  private async find(wanted: Locator): Promise<void> {
    await expect(async () => {
      const isThere = await wanted.isVisible()
      if (!isThere) await this.press('Tab')
      expect(isThere, `${wanted} is in the page`).toBe(true)
    }).toPass({ intervals: [250, 500, 1000], timeout: 20_000 })
  }

  /** Replaces what stands in a box; Tab has selected it. */
  async type(box: Locator, text: string): Promise<void> {
    await this.reach(box)
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.type(text)
  }

  /** One of a row of radio buttons: Tab finds the one that holds, arrows go to the others. */
  async choose(within: Locator, name: string): Promise<void> {
    const wanted = within.getByRole('radio', { name, exact: true })
    const group = within
      .getByRole('group')
      .filter({ has: this.page.getByRole('radio', { name, exact: true }) })
      .last()
    await this.reach(group.getByRole('radio', { checked: true }))
    const all = await group.getByRole('radio').count()
    for (let presses = 0; presses < all && !(await wanted.isChecked()); presses++)
      await this.press('ArrowRight')
    await expect(wanted).toBeChecked()
  }

  /** An option of a select, by what it says. */
  async pick(select: Locator, option: string): Promise<void> {
    await this.reach(select)
    await this.press('Home')
    const all = await select.getByRole('option').allTextContents()
    await this.times(all.indexOf(option), 'ArrowDown')
    await expect(
      select.getByRole('option', { name: option, exact: true, includeHidden: true }),
    ).toHaveJSProperty('selected', true)
  }
}

/** What is wrong with how the focus is seen; null where it is seen. Runs in the page. */
function hiddenFocus(): string | null {
  const control = document.activeElement
  if (!control || control === document.body) return null
  const said = `${control.tagName.toLowerCase()} “${control.getAttribute('aria-label') ?? control.textContent?.slice(0, 40)}”`
  // A control may be drawn by the label or the row around it.
  const drawn = [control, control.nextElementSibling, control.closest('label'), control.parentElement].filter(
    (each) => each !== null,
  )
  // The thumb of an α slider carries the mark, and a page cannot ask for the style of a thumb.
  const isThumb = control.matches('.alpha-range')
  const isMarked =
    isThumb ||
    drawn.some((each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
    })
  if (!isMarked) return `${said} has the focus and no outline`
  const boxes = drawn.map((each) => each.getBoundingClientRect()).filter(({ width }) => width > 1)
  const [box] = boxes
  if (!box) return `${said} has the focus and no size`
  const isInside = boxes.some(({ bottom, top }) => bottom > 0 && top < innerHeight)
  if (!isInside) return `${said} has the focus outside of the window`
  const over = document.elementFromPoint(
    box.left + Math.min(box.width / 2, 12),
    Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1),
  )
  const isCovered = over !== null && !drawn.some((each) => each.contains(over) || over.contains(each))
  return isCovered ? `${said} has the focus under ${over.tagName.toLowerCase()}.${over.className}` : null
}
