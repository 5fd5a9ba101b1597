import { isSeed, SEED_MAX } from '../../state/settings-store.ts'
import { en } from '../messages/en.ts'
import { NumberBox } from './number-box.tsx'

interface SeedBoxProps {
  readonly label: string
  readonly value: number
  readonly onValue: (seed: number) => void
}

/** A box for a seed. */
export function SeedBox({ label, value, onValue }: SeedBoxProps) {
  return (
    <NumberBox
      label={label}
      value={value}
      min={0}
      max={SEED_MAX}
      step={1}
      range={en.engine.seedRange}
      accepts={isSeed}
      onValue={onValue}
    />
  )
}
