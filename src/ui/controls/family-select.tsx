import { useId } from 'react'
import type { ShotFamily } from '../../state/few-shot-store.ts'
import { en } from '../messages/en.ts'

interface FamilySelectProps<F extends ShotFamily> {
  readonly label: string
  readonly hideLabel?: boolean
  readonly families: readonly F[]
  readonly value: F
  readonly onChange: (family: F) => void
}

/** One of the task families, by the names that people read. */
export function FamilySelect<F extends ShotFamily>(props: FamilySelectProps<F>) {
  const { label, hideLabel, families, value, onChange } = props
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
          const chosen = families.find((family) => family === event.target.value)
          if (chosen) onChange(chosen)
        }}
      >
        {families.map((family) => (
          <option key={family} value={family}>
            {en.families[family]}
          </option>
        ))}
      </select>
    </span>
  )
}
