import { useState } from 'react'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'

/** Copies what somebody who wants to help needs to know: the browser, the model, the engine and its device. */
export function DiagnosticsButton({ mini = false }: { readonly mini?: boolean }) {
  const { session } = usePlayground()
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(diagnostics(session.getState()))
    setCopied(true)
  }
  return (
    <button
      type="button"
      className={mini ? 'button mini' : 'button'}
      onClick={() => void copy().catch(() => setCopied(false))}
    >
      {copied ? en.diagnosticsCopied : en.copyDiagnostics}
    </button>
  )
}

function diagnostics(state: object): string {
  const browser = navigator.userAgent
  return JSON.stringify({ browser, webgpu: 'gpu' in navigator, address: location.href, ...state }, null, 2)
}
