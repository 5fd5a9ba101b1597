import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.models

export function EmbeddedPlace() {
  const { models, modelUrl } = usePlayground()
  const open = usePart('session', ({ phase, world }) => phase === 'ready' && world.embedded)
  return (
    <>
      <p>{words.embedded}</p>
      {open ? (
        <p className="quiet">{words.embeddedOpen}</p>
      ) : (
        <p>
          <button
            type="button"
            className="button primary"
            onClick={() => void models.open({ kind: 'bundle', url: modelUrl })}
          >
            {words.open}
          </button>
        </p>
      )}
    </>
  )
}
