import { AppError, throwIfAborted } from '../../core/errors.ts'
import { fetchVision } from '../../io/fetch-vision.ts'
import { TOKENS_A_PANEL, type VisionEncoder } from '../../model/vision/encoder.ts'
import { PICTURE, panelBox } from '../../model/vision/picture.ts'
import type { OpenedVision } from '../protocol.ts'
import { describeExpert } from '../start-model.ts'
import type { Call } from './call.ts'

export const openVision: Call<'openVision'> = async (_, { slot, signal, emit }) => {
  const { runtime, opened: model } = slot.current()
  if (model.source.kind !== 'bundle') throw new AppError('missing', 'This model has no vision part.')
  const { encoder, experts, bytes } = await fetchVision(model.source.url, runtime.model, {
    signal,
    onProgress: (loadedBytes, totalBytes) => emit({ loadedBytes, totalBytes }),
  })
  throwIfAborted(signal)
  // Another call may have added to the experts meanwhile.
  slot.extend({ experts: new Map([...slot.current().runtime.experts, ...experts]), vision: encoder })
  const opened: OpenedVision = {
    width: PICTURE.width,
    height: PICTURE.height,
    panels: Array.from({ length: PICTURE.panels }, (_, panel) => panelBox(panel)),
    tokensPerPanel: TOKENS_A_PANEL,
    parameters: countNumbers(encoder),
    bytes,
    experts: [...experts.values()].map(describeExpert),
  }
  return opened
}

function countNumbers({ weights }: VisionEncoder): number {
  return Object.values(weights).reduce((sum, { length }) => sum + length, 0)
}
