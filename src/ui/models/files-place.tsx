import { type ChangeEvent, useRef } from 'react'
import type { LocalFile } from '../../io/model-source.ts'
import { bytesText } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.models
const SHOWN = 4

/** Files or a folder of the visitor's own disk. */
export function FilesPlace() {
  const { models } = usePlayground()
  const files = usePart('models', (state) => state.files)
  const size = files.reduce((sum, { blob }) => sum + blob.size, 0)
  const take = (picked: readonly LocalFile[]): void => {
    if (picked.length === 0) return
    models.change({ files: picked })
    void models.inspect({ kind: 'files', files: picked })
  }
  return (
    <div className="dialog-lines">
      <p className="quiet">{words.filesHint}</p>
      <span className="row">
        <Picker label={words.pickFiles} onPicked={take} />
        <Picker label={words.pickFolder} folder onPicked={take} />
      </span>
      <div aria-live="polite">
        {files.length === 0 && <p className="quiet">{words.filesNone}</p>}
        {files.length > 0 && (
          <>
            <p>{words.filesPicked(files.length, bytesText(size))}</p>
            <ul className="file-list mono">
              {files.slice(0, SHOWN).map(({ path }) => (
                <li key={path}>{path}</li>
              ))}
              {files.length > SHOWN && <li className="quiet">{words.andMore(files.length - SHOWN)}</li>}
            </ul>
          </>
        )}
      </div>
    </div>
  )
}

interface PickerProps {
  readonly label: string
  readonly folder?: boolean
  readonly onPicked: (files: readonly LocalFile[]) => void
}

function Picker({ label, folder, onPicked }: PickerProps) {
  const input = useRef<HTMLInputElement>(null)
  const picked = (event: ChangeEvent<HTMLInputElement>): void => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    onPicked(files.map((blob) => ({ path: blob.webkitRelativePath || blob.name, blob })))
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        onChange={picked}
        {...(folder && { webkitdirectory: '' })}
      />
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {label}
      </button>
    </>
  )
}
