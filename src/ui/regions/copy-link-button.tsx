import { useState } from 'react'
import { writeAddress } from '../address.ts'
import { copyText } from '../copy-text.ts'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'

export function CopyLinkButton() {
  const { written, mix, ownExperts } = usePlayground()
  const [said, setSaid] = useState('')
  const copy = async (): Promise<void> => {
    const { hash, left } = written()
    writeAddress(hash)
    const lost = left.flatMap((part) => en.linkParts[part] ?? [])
    const { alpha } = mix.getState()
    const own = ownExperts.getState().experts.filter(({ name }) => alpha[name])
    const without = [
      ...(lost.length > 0 ? [en.linkWithout(lost.join(en.separator))] : []),
      ...own.map(({ name }) => en.linkNames(name)),
    ]
    try {
      await copyText(location.href)
      setSaid([en.linkCopied, ...without].join(' '))
    } catch {
      setSaid([en.linkNotCopied, ...without].join(' '))
    }
    setTimeout(() => setSaid(''), without.length === 0 ? 4000 : 12_000)
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
