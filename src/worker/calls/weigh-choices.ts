import { choiceScores } from '../../adapt/choices.ts'
import { softmax } from '../../core/softmax.ts'
import type { Call } from './call.ts'
import { lanesOf } from './lanes.ts'

export const weighChoices: Call<'weighChoices'> = async (request, { slot, signal }) => {
  const { runtime } = slot.current()
  const { choices } = request
  const lanes = lanesOf(runtime, request, request.lanes).map((lane) => ({ ...lane, item: { choices } }))
  const scores = await choiceScores(runtime, lanes, lanes.length, signal)
  return { shares: scores.map((own) => Array.from(softmax(own))) }
}
