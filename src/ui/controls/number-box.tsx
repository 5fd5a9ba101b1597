import { useId, useState } from 'react'
import { takeDecimalComma } from './decimal-comma.ts'

interface NumberBoxProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** What is allowed, shown when the text in the box is not. */
  readonly range: string
  readonly accepts: (value: number) => boolean
  readonly onValue: (value: number) => void
  readonly format?: (value: number) => string
  readonly hideLabel?: boolean
}

/** A number box that applies what it can and says what it cannot; it never rewrites text being typed. */
export function NumberBox(props: NumberBoxProps) {
  const { label, value, accepts, onValue, format = String } = props
  const [draft, setDraft] = useState<string | null>(null)
  const [badInput, setBadInput] = useState(false)
  const id = useId()
  const invalid = draft !== null && (badInput || (draft.trim() !== '' && !accepts(Number(draft))))
  return (
    <span className="number-box">
      <label htmlFor={id} className={props.hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={props.min}
        max={props.max}
        step={props.step}
        value={draft ?? format(value)}
        aria-invalid={invalid}
        aria-describedby={invalid ? `${id}-range` : undefined}
        onKeyDown={takeDecimalComma}
        onChange={(event) => {
          const text = event.target.value
          setDraft(text)
          setBadInput(event.target.validity.badInput)
          if (text.trim() !== '' && accepts(Number(text))) onValue(Number(text))
        }}
        onBlur={() => {
          setDraft(null)
          setBadInput(false)
        }}
      />
      {invalid && (
        <span className="number-range" id={`${id}-range`} role="alert">
          {props.range}
        </span>
      )}
    </span>
  )
}
