import { useId, useState } from 'react'
import type { ModelSource } from '../../io/model-source.ts'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'

const words = en.models

interface LookFormProps {
  readonly label: string
  readonly hint: string
  /** Why the text names no source. */
  readonly bad: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (text: string) => void
  /** What the text names; null where it does not. */
  readonly source: ModelSource | null
}

/** A line that says where a model is, and a button that looks there. */
export function LookForm({ label, hint, bad, placeholder, value, onChange, source }: LookFormProps) {
  const { models } = usePlayground()
  const [refused, setRefused] = useState(false)
  const id = useId()
  const wrong = refused && source === null
  return (
    <form
      className="dialog-lines"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setRefused(source === null)
        if (source !== null) void models.inspect(source)
      }}
    >
      <label htmlFor={id}>{label}</label>
      <span className="input-line">
        <input
          id={id}
          type="text"
          className="text-box"
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
        />
        <button type="submit" className="button">
          {words.look}
        </button>
      </span>
      <p id={`${id}-hint`} className={wrong ? 'form-problem' : 'quiet'} role="status">
        {wrong ? bad : hint}
      </p>
    </form>
  )
}
