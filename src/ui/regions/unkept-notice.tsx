import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.models

/** The open model goes with the tab, though it was downloaded or factored: why, and where room can be made. */
export function UnkeptNotice() {
  const { models } = usePlayground()
  const model = usePart('session', (state) => state.model)
  if (!model?.unkept) return null
  return (
    <div className="notice" role="status">
      <p>{words.unkept[model.unkept](model.name)}</p>
      {model.unkept === 'no-room' && (
        <button type="button" className="button" onClick={() => models.show('stored')}>
          {words.makeRoom}
        </button>
      )}
    </div>
  )
}
