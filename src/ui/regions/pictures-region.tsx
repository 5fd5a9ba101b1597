import { Suspense, useRef } from 'react'
import { RetryNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { megabytes } from '../format.ts'
import { useKeptFocus } from '../kept-focus.ts'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { NotAhead } from '../not-ahead.tsx'
import { usePart, usePlayground } from '../playground-context.tsx'

const PicturesPanel = lazyPart(() => import('../pictures/pictures-panel.tsx'))

const words = en.pictures

/** Nothing of the vision part is fetched before a visitor opens it. */
export function PicturesRegion() {
  const { pictures } = usePlayground()
  const ready = usePart('session', (state) => state.phase === 'ready')
  const status = usePart('pictures', (state) => state.status)
  const loaded = usePart('pictures', (state) => state.loaded)
  const total = usePart('pictures', (state) => state.total)
  const problem = usePart('pictures', (state) => state.problem)
  const embedded = usePart('session', ({ world }) => world.embedded)
  const place = useRef<HTMLDivElement>(null)
  useKeptFocus(place, status)
  if (!embedded) {
    return (
      <Region heading={words.heading} className="pictures-region">
        <p className="quiet">{en.models.picturesElsewhere}</p>
      </Region>
    )
  }
  const open = (): void => void pictures.open()
  return (
    <Region heading={words.heading} className="pictures-region">
      <p className="chart-sentence">{words.intro}</p>
      <div ref={place} tabIndex={-1}>
        {status === 'closed' && (
          <p className="row">
            <button type="button" className="button" disabled={!ready} onClick={open}>
              {words.open}
            </button>
            <span className="quiet">{words.size}</span>
          </p>
        )}
        {status === 'opening' && (
          <p className="progress-line">
            <progress aria-label={words.open} {...(total > 0 && { value: loaded, max: total })} />
            <span className="quiet">
              {total > 0 ? words.opening(megabytes(loaded), megabytes(total)) : words.openingUnknown}
            </span>
            <button type="button" className="button mini" onClick={pictures.cancelOpen}>
              {en.cancel}
            </button>
            <NotAhead going bytes={loaded} />
          </p>
        )}
        {status === 'failed' && problem && <RetryNote problem={problem} label={en.retry} onRetry={open} />}
        {status === 'open' && (
          <Suspense fallback={<p className="quiet">{words.openingUnknown}</p>}>
            <PicturesPanel />
          </Suspense>
        )}
      </div>
    </Region>
  )
}
