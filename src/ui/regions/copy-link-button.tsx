import { useState } from 'react'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'

export function CopyLinkButton() {
  const { link } = usePlayground()
  const [said, setSaid] = useState('')
  const copy = async (): Promise<void> => {
    const hash = link()
    history.replaceState(null, '', hash)
    try {
      await navigator.clipboard.writeText(location.href)
      setSaid(en.linkCopied)
    } catch {
      setSaid(en.linkNotCopied)
    }
    setTimeout(() => setSaid(''), 4000)
  }
  return (
    <span className="copy-link">
      <button type="button" className="button" onClick={() => void copy()}>
        {en.copyLink}
      </button>
      <span role="status" className={said ? 'said' : 'visually-hidden'}>
        {said}
      </span>
    </span>
  )
}
