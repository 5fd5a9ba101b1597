import { type ReactNode, useRef, useState } from 'react'
import { csvText } from '../../state/csv.ts'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { en } from '../messages/en.ts'
import { persistently } from '../persistently.ts'
import { saveFile } from '../save-file.ts'

interface SavedDrawingProps {
  readonly title: string
  /** What its files are called, without an ending. */
  readonly file: string
  /** Its numbers, where no table of the same place gives them: the head and the lines. */
  readonly csv?: readonly (readonly string[])[]
  readonly children: ReactNode
}

/** A chart of plain elements, and the buttons that take its picture along; what makes the picture comes when asked for. */
export function SavedDrawing({ title, file, csv, children }: SavedDrawingProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [failed, setFailed] = useState(false)
  const save = async (form: 'svg' | 'png'): Promise<void> => {
    if (!frame.current) return
    const { htmlPicture, picture } = await persistently(() => import('./html-picture.ts'))
    const svg = htmlPicture(frame.current, title)
    if (form === 'svg') saveFile(`${file}.svg`, 'image/svg+xml', svg)
    else saveFile(`${file}.png`, 'image/png', await picture(svg))
  }
  const attempt = (form: 'svg' | 'png') => (): void => {
    setFailed(false)
    save(form).catch(() => setFailed(true))
  }
  return (
    <div className="saved-drawing">
      <div ref={frame}>{children}</div>
      <SaveButtons
        what={title}
        forms={[
          ...(csv
            ? [[en.inspector.csv, () => saveFile(`${file}.csv`, 'text/csv', csvText(csv))] as const]
            : []),
          [en.inspector.svg, attempt('svg')],
          [en.inspector.png, attempt('png')],
        ]}
      />
      {failed && (
        <p className="quiet" role="alert">
          {en.inspector.pictureFailed}
        </p>
      )}
    </div>
  )
}
