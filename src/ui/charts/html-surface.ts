export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** An element's background, borders and outline as rectangles of SVG. */
export function* surface(style: CSSStyleDeclaration, box: Box): Generator<string> {
  const round = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, box.height / 2)
  const radius = style.borderTopLeftRadius.endsWith('%') ? box.height / 2 : round
  yield rect(box, style.backgroundColor, radius)
  for (const layer of flatLayers(style, box)) yield rect(layer.box, layer.colour, 0)
  if (style.backgroundImage.startsWith('repeating-')) yield hatching(box, style.backgroundImage)
  yield* borders(style, box, radius)
  const outline = Number.parseFloat(style.outlineWidth)
  if (style.outlineStyle !== 'none') {
    const out = Number.parseFloat(style.outlineOffset) + outline
    yield frame(grown(box, out), style.outlineColor, outline, radius)
  }
}

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const

function* borders(style: CSSStyleDeclaration, box: Box, radius: number): Generator<string> {
  const { x, y, width, height } = box
  const drawn = SIDES.flatMap((side) => {
    const size = style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`])
    return size > 0 ? [{ side, size, colour: style[`border${side}Color`] }] : []
  })
  const [first] = drawn
  if (first && drawn.length === SIDES.length && drawn.every(({ size }) => size === first.size)) {
    yield frame(box, first.colour, first.size, radius)
    return
  }
  for (const { side, size, colour } of drawn) {
    const isFlat = side === 'Top' || side === 'Bottom'
    const left = side === 'Right' ? x + width - size : x
    const top = side === 'Bottom' ? y + height - size : y
    const edge = { x: left, y: top, width: isFlat ? width : size, height: isFlat ? size : height }
    yield style[`border${side}Style`] === 'solid' ? rect(edge, colour, 0) : dashes(edge, colour, isFlat)
  }
}

/** Dashed and dotted lines. */
function dashes({ x, y, width, height }: Box, colour: string, isFlat: boolean): string {
  const stroke = plain(colour)
  if (!stroke) return ''
  const size = isFlat ? height : width
  const way = isFlat
    ? `M${two(x)} ${two(y + size / 2)}h${two(width)}`
    : `M${two(x + size / 2)} ${two(y)}v${two(height)}`
  return `<path d="${way}" stroke="${stroke.colour}" stroke-width="${two(size)}" stroke-dasharray="${two(2 * size)}"/>`
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

/** A line within the edge of a box, all around. */
function frame(box: Box, colour: string, size: number, radius: number): string {
  const stroke = plain(colour)
  if (!stroke) return ''
  const { x, y, width, height } = grown(box, -size / 2)
  const place = `x="${two(x)}" y="${two(y)}" width="${two(width)}" height="${two(height)}"`
  return `<rect ${place} rx="${two(radius)}" fill="none" stroke="${stroke.colour}" stroke-width="${two(size)}"/>`
}

/** Lines are drawn as gradients from a colour to itself, each with a size and a place of its own. */
function* flatLayers(style: CSSStyleDeclaration, box: Box): Generator<{ box: Box; colour: string }> {
  const images = [...style.backgroundImage.matchAll(/linear-gradient\(((?:[^()]|\([^()]*\))*)\)/g)]
  const sizes = style.backgroundSize.split(', ')
  const positions = style.backgroundPosition.split(', ')
  for (const [index, [, stops = '']] of images.entries()) {
    const [colour = '', last] = stops.split(/, (?![^(]*\))/)
    if (colour !== last) continue
    const [width = '', height = width] = (sizes[index] ?? 'auto').split(' ')
    const [left = '0%', top = '0%'] = (positions[index] ?? '').split(' ')
    const size = { width: measure(width, box.width), height: measure(height, box.height) }
    const x = box.x + measure(left, box.width - size.width)
    const y = box.y + measure(top, box.height - size.height)
    yield { box: { x, y, ...size }, colour }
  }
}

/** Stripes of two colours. */
function hatching(box: Box, image: string): string {
  const colours = image.match(/[a-z]+\([^()]*\)(?= )/g) ?? []
  const [dark, light] = [plain(colours[0] ?? ''), plain(colours.at(-1) ?? '')]
  if (!dark || !light || box.width <= 0) return ''
  const id = `stripes-${Math.round(box.x)}-${Math.round(box.y)}`
  const place = `x="${two(box.x)}" y="${two(box.y)}" width="${two(box.width)}" height="${two(box.height)}"`
  return [
    `<pattern id="${id}" patternUnits="userSpaceOnUse" width="5" height="5" patternTransform="rotate(45)">`,
    `<rect width="5" height="5" fill="${light.colour}"/><rect width="2" height="5" fill="${dark.colour}"/>`,
    `</pattern><rect ${place} fill="url(#${id})"/>`,
  ].join('')
}

function measure(text: string, whole: number): number {
  const value = Number.parseFloat(text)
  if (Number.isNaN(value)) return whole
  return text.endsWith('%') ? (value / 100) * whole : value
}

function rect({ x, y, width, height }: Box, colour: string, radius: number): string {
  const fill = plain(colour)
  if (!fill || width <= 0 || height <= 0) return ''
  const size = `x="${two(x)}" y="${two(y)}" width="${two(width)}" height="${two(height)}"`
  const round = radius > 0 ? ` rx="${two(radius)}"` : ''
  return `<rect ${size}${round} fill="${fill.colour}"${fill.opacity < 1 ? ` fill-opacity="${two(fill.opacity)}"` : ''}/>`
}

let canvas: CanvasRenderingContext2D | null = null

/** A colour as every reader of SVG knows it; null where it is none. */
export function plain(colour: string): { readonly colour: string; readonly opacity: number } | null {
  canvas ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!canvas) return null
  canvas.clearRect(0, 0, 1, 1)
  canvas.fillStyle = colour
  canvas.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
  return alpha === 0 ? null : { colour: `rgb(${red}, ${green}, ${blue})`, opacity: alpha / 255 }
}

/** As short as a picture needs it. */
export function two(value: number): string {
  return String(Math.round(value * 100) / 100)
}
