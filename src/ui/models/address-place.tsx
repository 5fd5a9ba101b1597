import { bundleAddress } from '../../state/model-name.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { LookForm } from './look-form.tsx'

const words = en.models

/** A bundle on somebody's server. */
export function AddressPlace() {
  const { models } = usePlayground()
  const address = usePart('models', (state) => state.address)
  const url = bundleAddress(address)
  return (
    <LookForm
      label={words.addressLabel}
      hint={words.addressHint}
      bad={words.addressBad}
      placeholder="https://"
      value={address}
      onChange={(text) => models.change({ address: text })}
      source={url === null ? null : { kind: 'bundle', url }}
    />
  )
}
