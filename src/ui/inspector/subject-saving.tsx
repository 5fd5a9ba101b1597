import { CURRENT_MIX } from '../../state/inspector-link.ts'
import { wholeOf } from '../../state/inspector-spectrum.ts'
import { mixOf } from '../../state/mix-store.ts'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { describeMix } from '../describe-mix.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'
import { expertBytes } from './expert-bytes.ts'
import { subjectName } from './subject.tsx'

const words = en.inspector

/** What is shown, as a file: the expert itself, or all its numbers. */
export function SubjectSaving() {
  const { mix, ownExperts, session } = usePlayground()
  const spectra = usePart('inspector', (state) => state.spectra)
  const parts = usePart('inspector', (state) => state.parts)
  const shown = usePart('inspector', (state) => state.shown)
  const [first] = shown
  if (!spectra || first === undefined) return null
  const name = first === CURRENT_MIX ? 'mix' : first

  function saveJson(): void {
    const { changes, likeness } = wholeOf(spectra ?? { matrices: [], sigma: new Float32Array(), z: [] })
    const document = {
      model: session.getState().model?.hash ?? null,
      subjects: shown.map((subject, place) => ({
        name: subjectName(subject),
        ...(subject === CURRENT_MIX && { mix: mixOf(mix.getState()) }),
        change: changes[place],
      })),
      likeness,
      matrices: parts.map(({ matrix, sigma, z }) => ({
        ...matrix,
        sigma: [...sigma],
        z: z.map((own) => [...own]),
      })),
    }
    saveFile(`${name}.json`, 'application/json', `${JSON.stringify(document)}\n`)
  }

  function saveExpert(): void {
    const own = ownExperts.getState().experts.find((expert) => expert.name === first)
    const made = describeMix(mixOf(mix.getState()))
    const origin: Record<string, string> = {
      model: session.getState().model?.hash ?? '',
      task: name,
      ...(first === CURRENT_MIX && { mix: `${mix.getState().mode}: ${made}` }),
    }
    const bytes = own?.bytes ?? expertBytes(name, parts, origin)
    saveFile(`${name}.safetensors`, 'application/octet-stream', bytes)
  }

  return (
    <SaveButtons
      what={subjectName(first)}
      forms={[
        [words.file, saveExpert],
        [words.json, saveJson],
      ]}
    />
  )
}
