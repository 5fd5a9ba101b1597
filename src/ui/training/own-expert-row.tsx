import { useRef, useState } from 'react'
import type { OwnExpert } from '../../state/own-experts-store.ts'
import { ExpertMark } from '../controls/expert-mark.tsx'
import { whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'
import { ExpertChanges } from './expert-changes.tsx'
import { useTryExpert } from './try-expert.ts'

const words = en.training

export function OwnExpertRow({ expert }: { readonly expert: OwnExpert }) {
  const { ownExperts } = usePlayground()
  const [newName, setNewName] = useState<string | null>(null)
  const tryExpert = useTryExpert()
  const renameButton = useRef<HTMLButtonElement>(null)
  const { name, origin, bytes, facts } = expert
  const family = Object.entries(en.families).find(([each]) => each === facts.task)?.[1]
  const told = words.facts(
    family ?? facts.task,
    { trained: words.trainedHere, loaded: words.loaded, drawn: en.inspector.drawnHere }[origin],
    whole(facts.numbers),
  )

  function endRenaming(): void {
    setNewName(null)
    renameButton.current?.focus()
  }

  async function rename(to: string): Promise<void> {
    if (await ownExperts.rename(name, to)) endRenaming()
  }

  return (
    <li className="own-expert" data-expert={name}>
      <span className="own-name">
        <ExpertMark name={name} />
        {newName === null ? (
          <span>{name}</span>
        ) : (
          <form
            className="row"
            onSubmit={(event) => {
              event.preventDefault()
              void rename(newName.trim())
            }}
          >
            <input
              type="text"
              className="text-box"
              aria-label={words.newName(name)}
              value={newName}
              maxLength={32}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              // biome-ignore lint/a11y/noAutofocus: the visitor asked to write here
              autoFocus
              onChange={(event) => setNewName(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Escape') endRenaming()
              }}
            />
            <button type="submit" className="button mini">
              {words.save}
            </button>
            <button type="button" className="button mini" onClick={endRenaming}>
              {en.cancel}
            </button>
          </form>
        )}
      </span>
      <span className="quiet own-facts">{told}</span>
      <span className="own-buttons">
        <button
          type="button"
          className="button mini"
          aria-label={`${words.tryIt}: ${name}`}
          onClick={() => tryExpert(name)}
        >
          {words.tryIt}
        </button>
        <button
          type="button"
          className="button mini"
          aria-label={`${words.download} ${name}`}
          onClick={() => saveFile(`${name}.safetensors`, 'application/octet-stream', bytes)}
        >
          {words.download}
        </button>
        <button
          ref={renameButton}
          type="button"
          className="button mini"
          aria-label={`${words.rename} ${name}`}
          onClick={() => setNewName(name)}
        >
          {words.rename}
        </button>
        <button
          type="button"
          className="button mini"
          aria-label={`${words.remove} ${name}`}
          onClick={() => void ownExperts.remove(name)}
        >
          {words.remove}
        </button>
      </span>
      <details className="own-details">
        <summary>{words.inspect}</summary>
        <ExpertChanges facts={facts} />
      </details>
    </li>
  )
}
