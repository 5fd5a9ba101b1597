import { useEffect, useId, useState } from 'react'
import { Told } from '../controls/told.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.chatForm

/** What a model that chats is told before the prompt, and all that it reads. */
export function ChatForm() {
  const chat = usePart('session', ({ world, phase }) => world.form === 'chat' && phase === 'ready')
  const [shown, setShown] = useState(false)
  if (!chat) return null
  return (
    <details className="chat-form" onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{words.heading}</summary>
      {shown && (
        <div className="chat-form-parts">
          <SystemMessage />
          <WhatIsRead />
        </div>
      )}
    </details>
  )
}

function SystemMessage() {
  const { prompt, refresh } = usePlayground()
  const draft = usePart('prompt', (state) => state.systemDraft)
  const edited = usePart('prompt', (state) => state.systemDraft.trim() !== state.system)
  const id = useId()
  return (
    <div>
      <label htmlFor={id}>{words.system}</label>
      <textarea
        id={id}
        rows={3}
        value={draft}
        placeholder={words.systemNone}
        aria-describedby={`${id}-hint`}
        onChange={(event) => prompt.setSystem(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          if (prompt.ask()) refresh()
        }}
      />
      <p className="quiet" id={`${id}-hint`}>
        {edited ? en.prompt.edited : words.systemHint}
      </p>
    </div>
  )
}

function WhatIsRead() {
  const { promptText } = usePlayground()
  const asked = usePart('prompt', (state) => state.asked)
  const system = usePart('prompt', (state) => state.system)
  const hash = usePart('session', (state) => state.model?.hash)
  const read = usePart('promptText', (state) => state.read)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another model reads another text
  useEffect(() => void promptText.load(asked, system), [promptText, asked, system, hash])
  const id = useId()
  return (
    <div>
      <p id={id}>{words.read}</p>
      {read.status === 'ready' && (
        <>
          {/* Scrolls, and so takes the focus. */}
          <div className="read-text" {...{ role: 'group', 'aria-labelledby': id, tabIndex: 0 }}>
            {marked(read.value.text)}
          </div>
          <p className="quiet">{words.readTokens(read.value.tokens)}</p>
        </>
      )}
      {read.status === 'failed' && (
        <p className="form-problem">
          <Told text={read.problem.message} />
        </p>
      )}
      {read.status === 'loading' && <p className="quiet">{words.loading}</p>}
    </div>
  )
}

/** Special tokens in the form that most models give them stand out from the text. */
function marked(text: string) {
  return text.split(/(<\|[^|\s]{1,40}\|>)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text
      <b key={index}>{part}</b>
    ),
  )
}
