import type { ShotFamily } from '../../state/few-shot-store.ts'
import { en } from '../messages/en.ts'
import { SelectField } from './select-field.tsx'

interface FamilySelectProps<F extends ShotFamily> {
  readonly label: string
  readonly hideLabel?: boolean
  readonly families: readonly F[]
  readonly value: F
  readonly onChange: (family: F) => void
}

/** One of the task families, by the names that people read. */
export function FamilySelect<F extends ShotFamily>(props: FamilySelectProps<F>) {
  const { families, ...rest } = props
  return <SelectField options={families.map((family) => [family, en.families[family]])} {...rest} />
}
