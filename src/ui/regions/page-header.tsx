import { millions, tiny, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { CopyLinkButton } from './copy-link-button.tsx'
import { LoadingStatus } from './loading-status.tsx'
import { ThemeButton } from './theme-button.tsx'
import { ViewButton } from './view-button.tsx'

export function PageHeader() {
  const view = usePart('view', (state) => state.view)
  return (
    <header className="page-header">
      <div className="page-title">
        <h1>{en.title}</h1>
        <Lede />
      </div>
      <div className="page-status">
        {view === 'playground' && <EngineStatus />}
        <ViewButton />
        <CopyLinkButton />
        <ThemeButton />
      </div>
    </header>
  )
}

function Lede() {
  const model = usePart('session', (state) => state.model)
  return <p className="quiet">{model ? en.lede(whole(model.scales)) : en.ledeWaiting}</p>
}

/** What runs, or what is being waited for. */
function EngineStatus() {
  const { phase, model, selfTest } = usePart('session', (state) => state)
  if (phase !== 'ready' || !model) return <LoadingStatus />
  return (
    <p className="engine-pill">
      <span className="model-facts">{en.modelFacts(model.name, millions(model.parameters))}</span>
      <button type="button" onClick={showEngine}>
        {model.fallbackReason === null ? en.engine.pill[model.backend] : en.engine.pillFallback}
        {selfTest.status === 'done' && selfTest.report.passed && (
          <>
            {' '}
            <span aria-hidden="true">✓</span> {en.engine.verified(tiny(selfTest.report.worstError))}
          </>
        )}
      </button>
    </p>
  )
}

/** Not a link: the fragment of the address is the page's state and must stay. */
function showEngine(): void {
  const engine = document.getElementById('engine')
  engine?.scrollIntoView()
  engine?.querySelector<HTMLElement>('button, input')?.focus({ preventScroll: true })
}
