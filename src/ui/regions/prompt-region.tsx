import { useState } from 'react'
import { Region } from '../controls/region.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { ChatForm } from './chat-form.tsx'
import { ExampleChips } from './example-chips.tsx'

export function PromptRegion() {
  const { prompt, refresh } = usePlayground()
  const draft = usePart('prompt', (state) => state.draft)
  const edited = usePart(
    'prompt',
    ({ draft, asked, systemDraft, system }) => draft !== asked || systemDraft.trim() !== system,
  )
  const [empty, setEmpty] = useState(false)
  const ask = (): void => {
    setEmpty(!prompt.ask())
    // The same prompt once more: an answer that was stopped is written to its end.
    refresh()
  }

  return (
    <Region heading={en.prompt.heading} className="prompt-region">
      <form
        className="prompt-form"
        onSubmit={(event) => {
          event.preventDefault()
          ask()
        }}
      >
        <div className="prompt-box" data-replica={`${draft}\n`}>
          <textarea
            aria-label={en.prompt.label}
            aria-describedby="prompt-hint"
            aria-invalid={empty && draft.trim() === ''}
            value={draft}
            rows={1}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            onChange={(event) => prompt.setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
              event.preventDefault()
              ask()
            }}
          />
        </div>
        <button type="submit" className="button primary">
          {en.prompt.ask}
        </button>
      </form>
      <div className="prompt-foot">
        <ExampleChips />
        <p className="quiet" id="prompt-hint">
          {empty && draft.trim() === '' ? en.prompt.empty : edited ? en.prompt.edited : en.prompt.hint}
        </p>
      </div>
      <ChatForm />
    </Region>
  )
}
