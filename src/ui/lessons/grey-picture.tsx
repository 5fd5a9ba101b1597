import { useEffect, useRef } from 'react'

/** A square of grey values 0 … 1; what lies outside is cut off at black or white. */
export function GreyPicture({
  values,
  size,
  alt,
  caption,
}: {
  readonly values: Float64Array
  readonly size: number
  readonly alt: string
  readonly caption: string
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(size, size)
    values.forEach((value, place) => {
      image.data.fill(255 * value, 4 * place, 4 * place + 3)
      image.data[4 * place + 3] = 255
    })
    context.putImageData(image, 0, 0)
  }, [values, size])
  return (
    <figure className="grey-picture">
      <canvas ref={canvas} width={size} height={size} role="img" aria-label={alt} />
      <figcaption className="quiet">{caption}</figcaption>
    </figure>
  )
}
