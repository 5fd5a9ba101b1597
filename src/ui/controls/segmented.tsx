import { useId } from 'react'

interface SegmentedProps<T extends string> {
  readonly legend: string
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly value: T
  readonly onChange: (value: T) => void
}

/** A few choices of which one holds: native radio buttons in a row. */
export function Segmented<T extends string>({ legend, options, value, onChange }: SegmentedProps<T>) {
  const name = useId()
  return (
    <fieldset className="segmented">
      <legend className="visually-hidden">{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** The same beside its label, for people who see; the legend says it to everybody else. */
export function LabelledSegmented<T extends string>(props: SegmentedProps<T>) {
  return (
    <span className="field">
      <span aria-hidden="true">{props.legend}</span>
      <Segmented {...props} />
    </span>
  )
}
