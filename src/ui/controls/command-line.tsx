import { useState } from 'react'
import { copyText } from '../copy-text.ts'
import { en } from '../messages/en.ts'
import '../styles/command-line.css'

/** How to run it again, ready to copy. @param command as a result file names it, `t2 experiment NAME …` */
export function CommandLine({ command }: { readonly command: string }) {
  const [said, setSaid] = useState('')
  const typed = `npm run -s t2 -- ${command.replace(/^t2 /, '')}`
  const copy = async (): Promise<void> => {
    try {
      await copyText(typed)
      setSaid(en.results.copied)
    } catch {
      setSaid(en.results.notCopied)
    }
    setTimeout(() => setSaid(''), 4000)
  }
  return (
    <p className="command-line">
      <code className="mono">{typed}</code>
      <span className="copy-link">
        <button type="button" className="button mini" onClick={() => void copy()}>
          {en.results.copy}
        </button>
        <span role="status" className={said ? 'said' : 'visually-hidden'}>
          {said}
        </span>
      </span>
    </p>
  )
}
