import { useId, useState } from 'react'
import { localised } from '../format.ts'
import { nextStep, typedNumber } from './typed-number.ts'

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
  /** How the number stands in the box, in the page's language. */
  readonly format?: (value: number) => string
  readonly hideLabel?: boolean
}

function plain(value: number): string {
  return localised(String(value))
}

/**
 * A number box that applies what it can and says what it cannot; it never rewrites text being typed. A box of the browser's own
 * would write its numbers in the browser's language, which need not be that of the page.
 */
export function NumberBox(props: NumberBoxProps) {
  const { label, value, min, max, accepts, onValue, format = plain } = props
  const [draft, setDraft] = useState<string | null>(null)
  const id = useId()
  const invalid = draft !== null && draft.trim() !== '' && !accepts(typedNumber(draft))
  const shown = format(value)
  return (
    <span className="number-box">
      <label htmlFor={id} className={props.hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        role="spinbutton"
        inputMode="decimal"
        autoComplete="off"
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={shown}
        value={draft ?? shown}
        aria-invalid={invalid}
        aria-describedby={invalid ? `${id}-range` : undefined}
        onChange={(event) => {
          const text = event.target.value
          setDraft(text)
          if (accepts(typedNumber(text))) onValue(typedNumber(text))
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          const next = nextStep(value, event.key === 'ArrowUp' ? 1 : -1, props)
          setDraft(null)
          if (accepts(next)) onValue(next)
        }}
        onBlur={() => setDraft(null)}
      />
      {invalid && (
        <span className="number-range" id={`${id}-range`} role="alert">
          {props.range}
        </span>
      )}
    </span>
  )
}
