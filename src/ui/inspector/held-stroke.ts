import { usePlayground } from '../playground-context.tsx'

/** For a range input that draws: as long as a thumb is held, it is one stroke of the brush. */
export function useHeldStroke() {
  const { brush, mix } = usePlayground()
  const hold = (): void => mix.setDragging(true)
  const letGo = (): void => {
    mix.setDragging(false)
    brush.endStroke()
  }
  return {
    onPointerDown: hold,
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onLostPointerCapture: letGo,
    onBlur: letGo,
    onKeyUp: brush.endStroke,
  }
}
