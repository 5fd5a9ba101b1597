import { type PointerEvent, useEffect, useRef } from 'react'
import { PANEL, PICTURE } from '../../model/vision/picture.ts'
import type { Point } from '../../tasks/pictures/strokes.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

/** The sheet of four panels, pixel by pixel as the encoder gets it; a pointer draws on it. */
export function PictureSheet() {
  const { pictures } = usePlayground()
  const picture = usePart('pictures', (state) => state.picture)
  const canvas = useRef<HTMLCanvasElement>(null)
  const last = useRef<Point | null>(null)

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(PICTURE.width, PICTURE.height)
    picture.forEach((ink, index) => {
      image.data.fill(Math.round(255 * (1 - ink)), 4 * index, 4 * index + 3)
      image.data[4 * index + 3] = 255
    })
    context.putImageData(image, 0, 0)
  }, [picture])

  const pointOf = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return [
      ((event.clientX - box.left) / box.width) * PICTURE.width,
      ((event.clientY - box.top) / box.height) * PICTURE.height,
    ]
  }
  const start = (event: PointerEvent<HTMLCanvasElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const point = pointOf(event)
    last.current = point
    pictures.addStroke([point])
  }
  const move = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (!last.current) return
    const point = pointOf(event)
    pictures.addStroke([last.current, point])
    last.current = point
  }
  const end = (): void => {
    last.current = null
  }

  return (
    <div
      className="picture-sheet"
      style={{ aspectRatio: `${PICTURE.columns * PANEL.width} / ${PICTURE.rows * PANEL.height}` }}
    >
      <canvas
        ref={canvas}
        width={PICTURE.width}
        height={PICTURE.height}
        role="img"
        aria-label={en.pictures.canvas}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      />
    </div>
  )
}
