import { CLASSIFIER } from '../adapt/dispatch.ts'
import type { ModelClient, OpenedModel } from '../worker/protocol.ts'
import { createInspectorStore, type InspectorStore } from './inspector-store.ts'
import { type MixStore, mixOf } from './mix-store.ts'
import type { OwnExpertsStore } from './own-experts-store.ts'
import type { SessionStore } from './session-store.ts'

/** Experts that came with a model: those with a slider first. */
function givenNames({ experts }: OpenedModel): string[] {
  const names = experts.map(({ name }) => name)
  return [...names.filter((name) => name !== CLASSIFIER), ...names.filter((name) => name === CLASSIFIER)]
}

/** Everything that can be looked at besides the mix, in the order of the sliders. */
export function inspectableNames(model: OpenedModel | null, sliders: readonly string[]): string[] {
  return model?.form === 'factored' ? [...new Set([...sliders, ...givenNames(model)])] : []
}

/** An inspector that follows the open model, the sliders, and the experts that come and go. */
export function createInspector(
  client: ModelClient,
  {
    session,
    mix,
    ownExperts,
  }: { readonly session: SessionStore; readonly mix: MixStore; readonly ownExperts: OwnExpertsStore },
): InspectorStore {
  const inspector = createInspectorStore(client, () => mixOf(mix.getState()))
  const names = (): string[] => inspectableNames(session.getState().model, mix.getState().experts)
  session.subscribe(({ model }, before) => {
    if (model === before.model) return
    inspector.adopt(model?.form === 'factored' ? givenNames(model) : null)
  })
  mix.subscribe((now, before) => {
    if (now.experts !== before.experts) inspector.experts(names())
    else if (now.alpha !== before.alpha || now.byModule !== before.byModule || now.mode !== before.mode)
      inspector.mixMoved()
  })
  ownExperts.subscribe(({ experts }, before) => {
    if (experts !== before.experts) inspector.experts(names())
  })
  return inspector
}
