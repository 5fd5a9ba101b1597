import { useState } from 'react'
import { saveFile } from '../save-file.ts'

/** What a chart's look is made of; everything else of a computed style says nothing in a picture. */
const KEPT = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'text-anchor',
  'vector-effect',
] as const

const NAMESPACE = 'http://www.w3.org/2000/svg'
const GAP = 24
const HEAD = 28

export interface NamedChart {
  readonly chart: SVGSVGElement
  /** Stands above it: in a file no page says what it is. */
  readonly title: string
}

/** Charts of the page side by side as a file that stands alone: what style sheets say is written into it. */
export function svgFile(charts: readonly NamedChart[]): string {
  const whole = document.createElementNS(NAMESPACE, 'svg')
  let [width, height] = [0, 0]
  for (const { chart, title } of charts) {
    const size = chart.getBoundingClientRect()
    const copy = styledCopy(chart)
    copy.setAttribute('x', String(width))
    copy.setAttribute('y', String(HEAD))
    const head = document.createElementNS(NAMESPACE, 'text')
    head.textContent = title
    head.setAttribute('x', String(width + 8))
    head.setAttribute('y', '18')
    head.setAttribute('font-family', 'sans-serif')
    head.setAttribute('font-size', '12')
    head.setAttribute('fill', getComputedStyle(document.body).color)
    whole.append(head, copy)
    width += Math.round(size.width) + GAP
    height = Math.max(height, HEAD + Math.round(size.height))
  }
  whole.setAttribute('width', String(width - GAP))
  whole.setAttribute('height', String(height))
  const paper = document.createElementNS(NAMESPACE, 'rect')
  paper.setAttribute('width', '100%')
  paper.setAttribute('height', '100%')
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor)
  whole.prepend(paper)
  return new XMLSerializer().serializeToString(whole)
}

/** A drawing with its look written into it. */
export function styledCopy(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement
  const originals = [chart, ...chart.querySelectorAll('*')]
  for (const [index, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = originals[index]
    if (!original) continue
    const style = getComputedStyle(original)
    for (const property of KEPT) element.setAttribute(property, style.getPropertyValue(property))
    element.removeAttribute('class')
  }
  return copy
}

/** Saves SVG as PNG, at twice its size. */
export function usePictureSaving() {
  const [failed, setFailed] = useState(false)
  const savePicture = (name: string, svg: string): void => {
    setFailed(false)
    picture(svg).then(
      (bytes) => saveFile(name, 'image/png', bytes),
      () => setFailed(true),
    )
  }
  return { savePicture, failed }
}

/** SVG as PNG, at twice its size. */
export async function picture(svg: string): Promise<Uint8Array> {
  const image = new Image()
  // The page's policy allows pictures from data addresses, not from blobs.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = 2 * image.naturalWidth
  canvas.height = 2 * image.naturalHeight
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The canvas gave no picture.')
  return new Uint8Array(await blob.arrayBuffer())
}
