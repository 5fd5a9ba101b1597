import { requireVision } from '../../adapt/runtime.ts'
import { encodePicture } from '../../model/vision/encoder.ts'
import { checkPicture } from '../../model/vision/picture.ts'
import { nearestWords } from '../../model/vision/picture-prompt.ts'
import type { Call } from './call.ts'

export const seePicture: Call<'seePicture'> = async ({ picture }, { slot }) => {
  const { runtime } = slot.current()
  const { model, tokenizer } = runtime
  checkPicture(picture)
  const words = nearestWords(model, encodePicture(requireVision(runtime), picture))
  return {
    words: words.map(({ panel, id, cosine }) => ({
      panel,
      text: (tokenizer.pieces([id])[0] ?? '').trim(),
      cosine,
    })),
  }
}
