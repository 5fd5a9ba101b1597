import { Switch } from 'radix-ui'
import { useId } from 'react'
import { en } from '../messages/en.ts'

interface TableSwitchProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly label?: string
}

export function TableSwitch({ checked, onChange, label = en.showTable }: TableSwitchProps) {
  const id = useId()
  return (
    <span className="table-switch">
      <label htmlFor={id}>{label}</label>
      <Switch.Root id={id} className="switch" checked={checked} onCheckedChange={onChange}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </span>
  )
}
