import { type Transcript, transcriptOf, transcriptText } from '../../state/transcript.ts'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'

/** Takes prompt, mix and both answers along. */
export function SaveTranscript() {
  const playground = usePlayground()
  const now = (): Transcript => transcriptOf(playground, `${location.origin}${location.pathname}`, new Date())
  return (
    <SaveButtons
      what={en.outputs.transcript}
      forms={[
        ['Markdown', () => saveFile('transcript.md', 'text/markdown', transcriptText(now(), en.transcript))],
        [
          'JSON',
          () => saveFile('transcript.json', 'application/json', `${JSON.stringify(now(), null, 1)}\n`),
        ],
      ]}
    />
  )
}
