import { useState } from 'react'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

/** The model could not be opened or was lost: what happened, what to do, and three ways on. */
export function FailureNotice() {
  const { start, session } = usePlayground()
  const problem = usePart('session', (state) => (state.phase === 'failed' ? state.problem : null))
  const [copied, setCopied] = useState(false)
  if (!problem) return null

  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(diagnostics(session.getState()))
    setCopied(true)
  }
  return (
    <div className="notice is-failure" role="alert">
      <div>
        <strong>{en.engine.failedTitle}</strong>
        <p lang="en">
          {problem.message} {problem.advice}
        </p>
      </div>
      <div className="row">
        <button type="button" className="button primary" onClick={() => void start()}>
          {en.retry}
        </button>
        <button type="button" className="button" onClick={() => void start('wasm')}>
          {en.engine.tryCpu}
        </button>
        <button type="button" className="button" onClick={() => void copy().catch(() => setCopied(false))}>
          {copied ? en.diagnosticsCopied : en.copyDiagnostics}
        </button>
      </div>
    </div>
  )
}

function diagnostics(state: object): string {
  const browser = navigator.userAgent
  return JSON.stringify({ browser, webgpu: 'gpu' in navigator, address: location.href, ...state }, null, 2)
}
