import { factorToOne, roomToScale } from '../../state/mix-store.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.experts

/** Moves every slider at once, and leaves what they are to one another. */
export function AllExperts() {
  const { mix } = usePlayground()
  const isZero = usePart('mix', ({ alpha }) => Object.values(alpha).every((value) => value === 0))
  const canGrow = usePart('mix', ({ alpha }) => roomToScale(alpha, 2) > 1)
  const canNormalise = usePart('mix', ({ alpha }) => factorToOne(alpha) !== null)
  return (
    <div className="all-experts row">
      <span className="quiet" aria-hidden="true">
        {words.all}
      </span>
      <Scale label={words.halve} sign="× ½" disabled={isZero} onPress={() => mix.scaleAll(0.5)} />
      <Scale label={words.double} sign="× 2" disabled={isZero || !canGrow} onPress={() => mix.scaleAll(2)} />
      <Scale label={words.normalise} sign="Σ = 1" disabled={!canNormalise} onPress={() => mix.normalise()} />
    </div>
  )
}

interface ScaleProps {
  readonly label: string
  readonly sign: string
  readonly disabled: boolean
  readonly onPress: () => void
}

/** A button that can do nothing stays where the keyboard is. */
function Scale({ label, sign, disabled, onPress }: ScaleProps) {
  return (
    <button
      type="button"
      className="button mini"
      aria-label={`${sign}: ${label}`}
      title={label}
      aria-disabled={disabled}
      onClick={() => !disabled && onPress()}
    >
      {sign}
    </button>
  )
}
