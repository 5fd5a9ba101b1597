import { type Box, plain, surface, two } from './html-surface.ts'
import { styledCopy } from './svg-file.ts'
import { svgPicture, svgText } from './svg-source.ts'

export { picture } from './svg-file.ts'

const MARGIN = 8
const LINE = 18
/** Of a letter of the title, at its widest. */
const LETTER = 7

/**
 * A chart of plain elements as SVG that stands alone: their backgrounds, borders and words where they stand on the
 * page, and the drawings among them.
 */
export function htmlPicture(chart: Element, title: string): string {
  const place = chart.getBoundingClientRect()
  const head = linesOf(title, Math.floor(place.width / LETTER))
  const above = LINE * (head.length + 1)
  const origin = { x: place.x - MARGIN, y: place.y - above }
  const { color, backgroundColor } = getComputedStyle(document.body)
  return svgPicture(
    { width: Math.ceil(place.width) + 2 * MARGIN, height: Math.ceil(place.height) + above + MARGIN },
    { ink: plain(color)?.colour ?? 'black', paper: plain(backgroundColor)?.colour ?? 'white' },
    [...head.map((line, index) => svgText(MARGIN, LINE * (index + 1), line)), ...partsOf(chart, origin)],
  )
}

function linesOf(text: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

type Origin = Pick<Box, 'x' | 'y'>

function* partsOf(element: Element, origin: Origin): Generator<string> {
  const style = getComputedStyle(element)
  const box = boxOf(element.getBoundingClientRect(), origin)
  if (style.visibility === 'hidden' || style.opacity === '0' || isForHearing(box, style)) return
  if (element instanceof SVGSVGElement) {
    yield drawing(element, box)
    return
  }
  yield* surface(style, box)
  for (const which of ['::before', '::after']) {
    const extra = getComputedStyle(element, which)
    if (extra.content !== 'none' && extra.position === 'absolute') yield* surface(extra, placed(extra, box))
  }
  for (const node of element.childNodes) {
    if (node instanceof Element) yield* partsOf(node, origin)
    else if (node instanceof Text) yield* words(node, style, origin)
  }
}

function boxOf({ x, y, width, height }: DOMRect, origin: Origin): Box {
  return { x: x - origin.x, y: y - origin.y, width, height }
}

/** Said by screen readers, and a pixel in size. */
function isForHearing({ width, height }: Box, { overflow }: CSSStyleDeclaration): boolean {
  return overflow !== 'visible' && width <= 1 && height <= 1
}

function placed({ left, top, width, height }: CSSStyleDeclaration, within: Box): Box {
  const [x, y] = [Number.parseFloat(left) || 0, Number.parseFloat(top) || 0]
  return {
    ...{ x: within.x + x, y: within.y + y },
    ...{ width: Number.parseFloat(width) || 0, height: Number.parseFloat(height) || 0 },
  }
}

function drawing(svg: SVGSVGElement, { x, y, width, height }: Box): string {
  const copy = styledCopy(svg)
  for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, two(value))
  copy.setAttribute('overflow', 'visible')
  return new XMLSerializer().serializeToString(copy)
}

/** Line by line, as the page has broken them. */
function* words(node: Text, style: CSSStyleDeclaration, origin: Origin): Generator<string> {
  const lines = new Map<number, { x: number; y: number; text: string }>()
  const range = document.createRange()
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index)
    range.setEnd(node, index + word.length)
    const { x, y, width, height } = boxOf(range.getBoundingClientRect(), origin)
    if (width === 0) continue
    const line = lines.get(Math.round(y))
    if (line) line.text += ` ${word}`
    else lines.set(Math.round(y), { x, y: y + height / 2, text: word })
  }
  const size = Number.parseFloat(style.fontSize)
  const fill = plain(style.color)?.colour ?? 'currentColor'
  for (const { x, y, text } of lines.values()) yield svgText(x, y + 0.35 * size, text, { fill, size })
}
