import { useHeldThumb } from '../held-thumb.ts'
import { usePlayground } from '../playground-context.tsx'

/** For a range input that draws: as long as a thumb is held, it is one stroke of the brush. */
export function useHeldStroke() {
  const { brush } = usePlayground()
  return { ...useHeldThumb(brush.endStroke), onKeyUp: brush.endStroke }
}
