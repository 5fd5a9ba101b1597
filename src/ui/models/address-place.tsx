import { bundleAddress, hubRepo, hubSource } from '../../state/model-name.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { LookForm } from './look-form.tsx'

const words = en.models

/** A bundle on somebody's server. */
export function AddressPlace() {
  const { models } = usePlayground()
  const address = usePart('models', (state) => state.address)
  const url = bundleAddress(address)
  const isFile = /\.(gguf|safetensors|bin)$/i.test(address.trim())
  // The address of a repository's page is as good as its name.
  const repo = url !== null && new URL(url).hostname === 'huggingface.co' ? hubRepo(address) : null
  return (
    <LookForm
      label={words.addressLabel}
      hint={words.addressHint}
      bad={isFile ? words.addressFile : words.addressBad}
      placeholder="https://"
      value={address}
      onChange={(text) => models.change({ address: text })}
      source={url === null || (isFile && !repo) ? null : repo ? hubSource(repo) : { kind: 'bundle', url }}
    />
  )
}
