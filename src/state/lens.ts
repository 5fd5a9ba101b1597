import { CLASSIFIER } from '../adapt/dispatch.ts'
import type { ModelClient } from '../worker/protocol.ts'
import type { AnswersStore, LaneView } from './answers-store.ts'
import type { LensPlace } from './lens-link.ts'
import { createLensStore, type FoundAnswers, type LensStore } from './lens-store.ts'
import type { MixStore } from './mix-store.ts'
import type { SessionStore } from './session-store.ts'

const isBeingWritten = ({ status, problem }: LaneView): boolean =>
  !problem && (status === 'waiting' || status === 'streaming' || status === 'measured')

/** Every prompt has a base answer, so that one which is not there will be; what adapts may be missing for good. */
const isToCome = (base: LaneView): boolean =>
  isBeingWritten(base) || (!base.problem && base.status === 'empty')

const canBeRead = ({ status, problem, ids }: LaneView): boolean =>
  status === 'done' && !problem && ids.length > 0

/**
 * A lens that follows the outputs: it reads them when both are written and nobody holds a slider.
 * @param parts.onMissed a link asks for a token that the written answer does not have
 */
export function createLens(
  client: ModelClient,
  {
    session,
    mix,
    answers,
    onMissed,
  }: {
    readonly session: SessionStore
    readonly mix: MixStore
    readonly answers: AnswersStore
    readonly onMissed: (asked: LensPlace) => void
  },
): LensStore {
  function present(): FoundAnswers {
    const { model, phase } = session.getState()
    const { base, adapted, prompt, system, revision, mix: answered } = answers.getState()
    const { dragging, experts } = mix.getState()
    if (!model || phase !== 'ready' || dragging || isToCome(base) || isBeingWritten(adapted))
      return 'being-written'
    if (!canBeRead(base) || !canBeRead(adapted)) return 'none'
    return {
      prompt,
      system,
      revision,
      mix: answered,
      base: base.ids,
      adapted: adapted.ids,
      experts: experts.filter((name) => name !== CLASSIFIER),
    }
  }

  const lens = createLensStore(client, present, { onMissed })
  answers.subscribe(lens.changed)
  mix.subscribe((now, before) => {
    if (now.dragging !== before.dragging || now.experts !== before.experts) lens.changed()
  })
  session.subscribe(({ model, phase }, before) => {
    if (model !== before.model) lens.forget()
    else if (phase !== before.phase) lens.changed()
  })
  return lens
}
