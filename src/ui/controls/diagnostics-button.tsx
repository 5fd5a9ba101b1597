import { useState } from 'react'
import { copyText } from '../copy-text.ts'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'

/** Copies what somebody who wants to help needs to know: the browser, the model, the engine and its device. */
export function DiagnosticsButton({ mini = false }: { readonly mini?: boolean }) {
  const { session } = usePlayground()
  const [said, setSaid] = useState<string | null>(null)
  const copy = (): Promise<void> =>
    copyText(diagnostics(session.getState())).then(
      () => setSaid(en.diagnosticsCopied),
      () => setSaid(en.diagnosticsNotCopied),
    )
  return (
    <button type="button" className={mini ? 'button mini' : 'button'} onClick={() => void copy()}>
      {said ?? en.copyDiagnostics}
    </button>
  )
}

function diagnostics(state: object): string {
  const browser = navigator.userAgent
  return JSON.stringify({ browser, webgpu: 'gpu' in navigator, address: location.href, ...state }, null, 2)
}
