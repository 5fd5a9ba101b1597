import type { OpenProgress } from '../../worker/opening.ts'
import type { OpenedModel } from '../../worker/protocol.ts'
import { millions, percent, tiny, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { MODEL_BUTTON } from '../models/model-button-id.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { CopyLinkButton } from './copy-link-button.tsx'
import { LanguageButton } from './language-button.tsx'
import { LessonsButton } from './lessons-button.tsx'
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
        <LessonsButton />
        <CopyLinkButton />
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  )
}

function Lede() {
  const model = usePart('session', (state) => state.model)
  return <p className="quiet">{model && model.scales > 0 ? en.lede(whole(model.scales)) : en.ledeWaiting}</p>
}

/** What runs, or what is being waited for. */
function EngineStatus() {
  const { phase, model, engine, selfTest } = usePart('session', (state) => state)
  if (phase !== 'ready' || !model || !engine) {
    return (
      <>
        <LoadingStatus />
        {phase === 'failed' && <ModelButton model={null} />}
      </>
    )
  }
  return (
    <p className="engine-pill">
      <ModelButton model={model} />
      <button type="button" onClick={showEngine}>
        {engine.fallbackReason === null ? en.engine.pill[engine.backend] : en.engine.pillFallback}
        {selfTest.status === 'done' && selfTest.report.passed && (
          <>
            {' '}
            <span aria-hidden="true">✓</span>{' '}
            <span className="pill-detail">{en.engine.verified(tiny(selfTest.report.worstError))}</span>
          </>
        )}
      </button>
    </p>
  )
}

/** The name of the model that is open; pressing it opens another. */
function ModelButton({ model }: { readonly model: OpenedModel | null }) {
  const { models } = usePlayground()
  const opening = usePart('models', (state) => state.opening)
  const { title } = en.models
  const facts = model && en.modelFacts(model.name, millions(model.parameters))
  const going = opening && openingText(opening.progress)
  return (
    <button
      type="button"
      id={MODEL_BUTTON}
      className="model-button"
      aria-haspopup="dialog"
      aria-label={going ? `${title}. ${going}` : facts ? en.models.button(facts) : title}
      onClick={() => models.show()}
    >
      <span className="model-name">{going ?? facts ?? title}</span>
      <span aria-hidden="true">▾</span>
    </button>
  )
}

/** Of an opening that goes on behind the closed dialog. */
function openingText(progress: OpenProgress | null): string {
  const { loadedBytes, totalBytes } = progress ?? { loadedBytes: 0, totalBytes: 0 }
  return en.models.opening(totalBytes > 0 ? percent(Math.min(1, loadedBytes / totalBytes)) : '')
}

/** Not a link: the fragment of the address is the page's state and must stay. */
function showEngine(): void {
  const engine = document.getElementById('engine')
  engine?.scrollIntoView()
  engine?.querySelector<HTMLElement>('button, input')?.focus({ preventScroll: true })
}
