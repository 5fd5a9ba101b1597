import { useEffect } from 'react'
import type { ModelSource } from '../../io/model-source.ts'
import type { Place } from '../../state/models-store.ts'
import { isEmbedded } from '../../state/world.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.models

/** A link asks for another model: nothing of it is fetched before the visitor says so. */
export function AskedNotice() {
  const { models, keepModel, modelUrl } = usePlayground()
  const asked = usePart('models', (state) => state.asked)
  const stored = usePart('models', (state) => state.stored)
  const isStored = asked?.source.kind === 'stored'
  useEffect(() => {
    if (isStored) void models.loadStored()
  }, [isStored, models])
  if (!asked) return null
  const { source } = asked
  const kept =
    source.kind === 'stored' && stored.status === 'ready'
      ? stored.value.find(({ id }) => id === source.id)
      : undefined
  const name = kept?.name ?? asked.name
  const open = (): void => {
    models.show(placeOf(source))
    // What lies here takes nothing from a network: there is nothing to look at first.
    if (kept) {
      void models.open(source)
      return
    }
    models.change({
      ...(source.kind === 'bundle' && { address: source.url }),
      ...(source.kind === 'hub' && { repo: source.repo }),
    })
    void models.inspect(source)
  }
  return (
    <section className="notice" aria-label={words.asked(name)}>
      <div>
        <strong>{words.asked(name)}</strong>
        <p>{kept ? words.askedKept : whereText(source, isEmbedded(source, modelUrl))}</p>
      </div>
      <div className="row">
        <button type="button" className="button primary" onClick={open}>
          {words.askedOpen}
        </button>
        <button type="button" className="button" onClick={keepModel}>
          {words.askedKeep}
        </button>
      </div>
    </section>
  )
}

function placeOf({ kind }: ModelSource): Place {
  return kind === 'bundle' ? 'address' : kind
}

function whereText(source: ModelSource, embedded: boolean): string {
  if (embedded) return words.askedWhat.embedded
  switch (source.kind) {
    case 'bundle':
      return words.askedWhat.bundle(new URL(source.url).host)
    case 'hub':
      return words.askedWhat.hub(source.repo)
    default:
      return words.askedWhat[source.kind]
  }
}
