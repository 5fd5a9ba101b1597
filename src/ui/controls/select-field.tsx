import { useId } from 'react'

interface SelectFieldProps<T extends string> {
  readonly label: string
  readonly hideLabel?: boolean
  readonly options: readonly (readonly [value: T, text: string])[]
  readonly value: T
  readonly onChange: (value: T) => void
}

/** A native list of which one entry holds, beside its label. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, hideLabel, options, value, onChange } = props
  const id = useId()
  return (
    <span className="field">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([own]) => own === event.target.value)
          if (chosen) onChange(chosen[0])
        }}
      >
        {options.map(([own, text]) => (
          <option key={own} value={own}>
            {text}
          </option>
        ))}
      </select>
    </span>
  )
}
