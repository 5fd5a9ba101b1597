import { hubRepo, hubSource } from '../../state/model-name.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { LookForm } from './look-form.tsx'

const words = en.models

/** A repository of huggingface.co. */
export function HubPlace() {
  const { models } = usePlayground()
  const text = usePart('models', (state) => state.repo)
  const repo = hubRepo(text)
  return (
    <LookForm
      label={words.hubLabel}
      hint={words.hubHint}
      bad={words.hubBad}
      placeholder="HuggingFaceTB/SmolLM2-135M-Instruct"
      value={text}
      onChange={(repo) => models.change({ repo })}
      source={repo === null ? null : hubSource(repo)}
    />
  )
}
