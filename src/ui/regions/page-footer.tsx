import { useStore } from 'zustand'
import { KEPT_BUTTON } from '../kept/kept-button-id.ts'
import { showKeptData } from '../kept/kept-door.tsx'
import { en } from '../messages/en.ts'
import { offline, takeNewer } from '../offline.ts'
import { usePart } from '../playground-context.tsx'
import { openTour } from '../tour/tour-store.ts'

/** What the page promises, and whether it is kept for a visit without a network. */
export function PageFooter() {
  const view = usePart('view', (state) => state.view)
  const status = useStore(offline, (state) => state.status)
  return (
    <footer className="page-footer quiet">
      <p>
        {en.footer}{' '}
        {view === 'playground' && (
          <button type="button" className="button quiet-button" onClick={openTour}>
            {en.tour.again}
          </button>
        )}{' '}
        <button type="button" id={KEPT_BUTTON} className="button quiet-button" onClick={showKeptData}>
          {en.kept.button}
        </button>
      </p>
      <p role="status">
        {status === 'kept' && en.offline.kept}
        {status === 'newer' && en.offline.newer}{' '}
        {status === 'newer' && (
          <button type="button" className="button" onClick={takeNewer}>
            {en.offline.take}
          </button>
        )}
      </p>
    </footer>
  )
}
